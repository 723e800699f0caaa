#include "sweep/search/observed_outputs.h"

#include <doctest/doctest.h>

#include <limits>

namespace observed_outputs_test {

using namespace servesweep::sweep;

namespace {

Observation seen(double first, double second, double constraint = -1) {
  return {{first, second}, {0.5, 0.25}, {constraint}, false};
}

Observation failure() {
  return {{}, {}, {}, true};
}

}  // namespace

TEST_CASE("outputs come back as tables") {
  ObservedOutputs observed;
  observed.add({0.1}, seen(1, 2));
  observed.add({0.2}, seen(3, 4, 7));
  CHECK(observed.objectives() == 2);
  CHECK(observed.constraints() == 1);
  const Sightings second = observed.objective(1, {0, 1});
  CHECK(second.points(1, 0) == 0.2);
  CHECK(second.values == Eigen::Vector2d(2, 4));
  CHECK(second.variances == Eigen::Vector2d(0.25, 0.25));
  CHECK(observed.constraint(0, {1}).values[0] == 7);
}

TEST_CASE("a failure counts as the worst of every output, whenever that is seen") {
  ObservedOutputs observed;
  observed.add({0.1}, failure());
  observed.add({0.2}, seen(1, 9));
  observed.add({0.3}, seen(5, 2, 3));
  observed.add({0.4}, {{std::numeric_limits<double>::quiet_NaN(), 1}, {}, {0}, false});
  CHECK(observed.size() == 4);
  CHECK(observed.succeeded() == 2);
  CHECK(observed.objective_table({0}) == Eigen::RowVector2d(5, 9));
  CHECK(observed.objective_table({3}) == Eigen::RowVector2d(5, 9));
  CHECK(observed.constraint(0, {0}).values[0] == 3);
}

TEST_CASE("a limit keeps the best half and an even share of the rest") {
  ObservedOutputs observed;
  for (int i = 0; i < 12; ++i) observed.add({0.05 * i}, seen(12 - i, 12 - i));
  CHECK(observed.active(12).size() == 12);
  // The best are the last two; of rows 0 … 9 every fifth.
  CHECK(observed.active(4) == std::vector<Eigen::Index>{0, 5, 10, 11});
}

TEST_CASE("what is infeasible or failed is not among the best") {
  ObservedOutputs observed;
  observed.add({0.1}, seen(0, 0, 1));
  observed.add({0.2}, failure());
  observed.add({0.3}, seen(5, 5));
  observed.add({0.4}, seen(6, 6));
  CHECK(observed.active(2) == std::vector<Eigen::Index>{0, 2});
}

}  // namespace observed_outputs_test
