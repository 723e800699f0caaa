#include "sweep/cli/claim_words.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::claim_words_test {
namespace {

Claim claim(Effect effect) {
  Claim claim;
  claim.strategy = "a";
  claim.than = "b";
  claim.workload = claim.than_workload = "w";
  claim.expectation.effect = effect;
  return claim;
}

}  // namespace

TEST_CASE("expectations in words") {
  Claim better = claim(Effect::better);
  CHECK(expected_text(better) == "better");
  better.expectation.at_least = 0.05;
  CHECK(expected_text(better) == "better by 5 %");
  better.expectation.at_most = 0.5;
  CHECK(expected_text(better) == "better by 5 to 50 %");
  better.expectation.at_least = 0;
  CHECK(expected_text(better) == "better by at most 50 %");
  CHECK(expected_text(claim(Effect::none)) == "within 2 %");
  Claim value = claim(Effect::value);
  value.expectation.range.upper = 3;
  CHECK(expected_text(value) == "at most 3");
  value.expectation.range.lower = 2;
  CHECK(expected_text(value) == "2 to 3");
  value.expectation.range.upper = 2;
  CHECK(expected_text(value) == "exactly 2");
  value.expectation.range.upper = std::numeric_limits<double>::infinity();
  CHECK(expected_text(value) == "at least 2");
}

TEST_CASE("what a claim compares with, in words") {
  Claim plain = claim(Effect::better);
  CHECK(than_text(plain) == "b");
  plain.than_workload = "v";
  CHECK(than_text(plain) == "b on v");
  plain.parts = {"c", "d"};
  CHECK(than_text(plain) == "c + d on v");
  plain.scale = EffectScale::multiplicative;
  plain.than_workload = "w";
  CHECK(than_text(plain) == "c x d");
  CHECK(than_text(claim(Effect::value)).empty());
}

TEST_CASE("what was measured, in words") {
  JudgedClaim judged;
  judged.claim = claim(Effect::better);
  judged.unit = "ms";
  const std::vector<SeedPair> pairs = {{98, 100}, {99, 100}, {98.2, 100}};
  judged.difference = paired_difference(pairs);
  CHECK(measured_text(judged) == "-1.6 % [-2.9, -0.3]");
  judged.claim = claim(Effect::value);
  const std::vector<SeedPair> values = {{98, 0}, {99, 0}, {98.2, 0}};
  judged.difference = paired_difference(values);
  CHECK(measured_text(judged) == "98.40 ms [97.09, 99.71]");
  judged.unit = "1";
  CHECK(measured_text(judged) == "98.40 [97.09, 99.71]");
  judged.difference = paired_difference({});
  CHECK(measured_text(judged) == "n/a");
}

}  // namespace servesweep::sweep::claim_words_test
