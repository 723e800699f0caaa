#include "sweep/ranking/claim_doubt.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::claim_doubt_test {
namespace {

JudgedClaim judged(const std::vector<SeedPair>& pairs, const Expectation& expected) {
  JudgedClaim judged;
  judged.claim.than = "plain";
  judged.claim.metric = "steps";
  judged.claim.expectation = expected;
  judged.difference = paired_difference(pairs);
  return judged;
}

constexpr Expectation kBetter{.effect = Effect::better};
constexpr Expectation kBetterBy{.effect = Effect::better, .at_least = 0.1};
constexpr Expectation kValue{.effect = Effect::value};

}  // namespace

TEST_CASE("a direction and a value need no ratio") {
  CHECK_FALSE(needs_ratio(kBetter));
  CHECK_FALSE(needs_ratio(kValue));
  CHECK(needs_ratio(kBetterBy));
  CHECK(needs_ratio({.effect = Effect::none}));
  CHECK(needs_ratio({.effect = Effect::worse, .at_most = 0.5}));
}

TEST_CASE("a doubt names its cause, and an interval that is too wide is none") {
  CHECK(doubt_about(judged({}, kBetter)) == "no seed is done on both sides");
  CHECK(doubt_about(judged({{1, 2}}, kValue)) == "one seed has no interval");
  CHECK(doubt_about(judged({{1, 2}, {5, 2}}, kBetter)).empty());
  CHECK(doubt_about(judged({{1, 0}, {5, 0}}, kBetterBy)) == "a change from 0 has no ratio");
  CHECK(doubt_about(judged({{1, 0}, {5, 0}}, kValue)).empty());
  CHECK(doubt_about(judged({{1, 2}, {1, 2}}, kBetter)) ==
        "the change is the same in all 2 seeds, too few for its sign to count");
  CHECK(doubt_about(judged({{1, 0}, {2, 30}, {3, 0}}, kBetterBy)) ==
        "the mean of plain cannot be told from 0");
}

}  // namespace servesweep::sweep::claim_doubt_test
