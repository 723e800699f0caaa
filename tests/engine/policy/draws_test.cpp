#include "engine/policy/draws.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "tests/engine/policy/policy_views.h"

namespace draws_test {

using namespace servesweep::engine;

namespace {

Draws draws(double seed, const char* purpose = "test.draws") {
  const PolicyInfo info{
      .name = "drawer", .what = "", .formula = "", .source = "", .parameters = {seed_parameter()}};
  return {Parameters({.policy = "drawer", .parameters = {{"seed", seed}}, .scorers = {}}, info,
                     "field"),
          StreamPurpose(purpose)};
}

RequestFacts request(std::int32_t id) {
  RequestFacts facts;
  facts.id = RequestId(id);
  return facts;
}

}  // namespace

TEST_CASE("Draws: named by seed, purpose and request, and by nothing else") {
  const double drawn = draws(0).uniform(request(7));
  CHECK(draws(0).uniform(request(3)) != drawn);
  CHECK(draws(0).uniform(request(7)) == drawn);
  CHECK(draws(1).uniform(request(7)) != drawn);
  CHECK(draws(0, "test.other").uniform(request(7)) != drawn);
}

TEST_CASE("Draws: uniform from 0 up to 1") {
  constexpr int kDraws = 10'000;
  double sum = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double drawn = draws(0).uniform(request(i));
    CHECK((drawn >= 0 && drawn < 1));
    sum += drawn;
  }
  // Standard deviation of the mean: √(1/12 / 10000) = 0.0029; four of them.
  CHECK(std::abs(sum / kDraws - 0.5) < 0.0116);
}

TEST_CASE("below: every number less than n") {
  Stream stream(0, StreamPurpose("test.below"), 0);
  std::set<std::size_t> seen;
  for (int i = 0; i < 200; ++i) seen.insert(below(stream, 5));
  CHECK(seen == std::set<std::size_t>{0, 1, 2, 3, 4});
  CHECK(below(stream, 1) == 0);
}

TEST_CASE("random_by_weight: as often as the weights say, never one without weight") {
  const std::vector<double> weights{0, 3, 0, 1, 0};
  const Draws drawn = draws(0);
  std::vector<int> count(5, 0);
  for (int i = 0; i < 4000; ++i) ++count[random_by_weight(weights, drawn, request(i)).index()];
  CHECK(count[0] + count[2] + count[4] == 0);
  CHECK(std::abs(count[1] - 3000) < 110);  // four times √(4000·3/16) = 27.4
}

TEST_CASE("random_largest: the only largest, or each of several equally often") {
  const std::vector<double> single{1, 5, 2}, several{4, 1, 4, 3, 4};
  const Draws ties = draws(0);
  std::vector<int> count(5, 0);
  for (int i = 0; i < 3000; ++i) {
    CHECK(random_largest(single, ties, request(i)) == InstanceId(1));
    ++count[random_largest(several, ties, request(i)).index()];
  }
  CHECK(count[1] + count[3] == 0);
  // 1000 expected, standard deviation √(3000·2/9) = 25.8; four of them.
  for (const std::size_t i : {0U, 2U, 4U}) CHECK(std::abs(count[i] - 1000) < 104);
}

}  // namespace draws_test
