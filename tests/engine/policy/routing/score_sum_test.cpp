#include "engine/policy/routing/score_sum.h"

#include <doctest/doctest.h>

#include <vector>

namespace score_sum_test {

using namespace servesweep::engine;

using Totals = std::vector<double>;

TEST_CASE("ScoreSum: adds scores clamped to [0, 1], times the weight") {
  Totals totals{1, 1, 1, 1};
  const ScoreSum sum(totals, 0.5);
  sum.add(0, 0.25);
  sum.add(1, 7);
  sum.add(2, -7);
  CHECK(totals == Totals{1.125, 1.5, 1, 1});
}

TEST_CASE("add_fewest_first: 1 for the smallest, 0 for the largest, linear between, 1 if equal") {
  const std::vector<std::int32_t> amounts{6, 2, 3};
  const auto amount_of = [&](std::size_t i) { return amounts[i]; };
  Totals totals(3);
  add_fewest_first(ScoreSum(totals, 1), 3, amount_of);
  CHECK(totals == Totals{0, 1, 0.75});
  add_fewest_first(ScoreSum(totals, 1), 3, amount_of, [](double score) { return score / 2; });
  CHECK(totals == Totals{0, 1.5, 1.125});
  totals = {0, 0};
  add_fewest_first(ScoreSum(totals, 1), 2, [](std::size_t) { return 7; });
  CHECK(totals == Totals{1, 1});
}

}  // namespace score_sum_test
