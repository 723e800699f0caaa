#include "sweep/sensitivity/best_point_curves.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/conditional_space.h"

namespace servesweep::sweep::best_point_curves_test {

TEST_CASE("one factor after the other goes through its levels, if it has any and exists") {
  const ParameterSpace parameters = space_of(R"(parameters:
  mode: {values: [off, slow, fast]}
  speed: {values: [1, 2], when: {mode: [slow, fast]}}
  shares: {simplex: [a, b], steps: 2}
  flag: {values: [true, false]}
)");
  const SearchSpace space(parameters);
  SensitivityReport report;
  const std::vector<Factor> factors = factors_of(parameters);
  const std::vector<FactorLevels> levels = levels_of(parameters);
  for (std::size_t i = 0; i < 4; ++i) report.factors.push_back({factors[i], levels[i]});
  const UnitPoint off = space.snap({0.1, 0.2, 0.7, 0.9});
  const LevelPoints points(report.factors, space, off);
  CHECK(points.factors == std::vector<std::size_t>{0, 3});
  REQUIRE(points.points.rows() == 5);
  CHECK(points.points(2, 0) == levels[0].positions[2]);
  CHECK(points.points(2, 3) == off[3]);
  CHECK(points.points(3, 0) == off[0]);
  CHECK(points.points(3, 3) == levels[3].positions[0]);

  set_curves(points, {{0.3}, {0.1}, {0.2}, {0.4}, {0.5}}, report);
  CHECK(report.factors[0].at_best->range.best == 1);
  CHECK_FALSE(report.factors[1].at_best);
  CHECK_FALSE(report.factors[2].at_best);
  CHECK(report.factors[3].at_best->responses[1].value == 0.5);
}

}  // namespace servesweep::sweep::best_point_curves_test
