#include "sweep/sensitivity/elementary_effects.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/sensitivity/morris_design.h"
#include "sweep/sensitivity/resampling.h"
#include "tests/sweep/sensitivity/test_functions.h"

namespace servesweep::sweep::elementary_effects_test {

TEST_CASE("mean, magnitude and deviation by hand") {
  const double nan = std::nan("");
  Eigen::MatrixXd effects(3, 3);
  effects << 1, -2, nan, 3, 2, nan, 5, nan, 4;
  const ElementaryEffects result = elementary_effects(effects);
  CHECK(result.mean[0] == 3);
  CHECK(result.magnitude[0] == 3);
  CHECK(result.deviation[0] == 2);
  CHECK(result.mean[1] == 0);
  CHECK(result.magnitude[1] == 2);
  CHECK(result.deviation[1] == doctest::Approx(std::sqrt(8)));
  CHECK(result.mean[2] == 4);
  CHECK(std::isnan(result.deviation[2]));
  CHECK(std::isnan(elementary_effects(Eigen::MatrixXd::Constant(2, 1, nan)).magnitude[0]));
}

TEST_CASE("Morris's function falls into its three groups") {
  std::vector<Dimension> dimensions;
  for (int i = 0; i < 20; ++i) dimensions.push_back(Dimension::real("x" + std::to_string(i)));
  const MorrisDesign design(dimensions, real_factors(20), 20, 1);
  const Eigen::MatrixXd effects = design.effects(values_at(design.points(), morris_function));
  const ElementaryEffects found = elementary_effects(effects);
  const auto estimates = Bootstrap(20, 1, 0.95).estimate([&](const Resample& resample) {
    return elementary_effects(effects(resample.rows, Eigen::all)).magnitude;
  });
  for (Eigen::Index i = 0; i < 20; ++i) {
    const Interval& interval = estimates[static_cast<std::size_t>(i)].interval;
    CAPTURE(i);
    if (i < 7) {  // bends or interacts
      CHECK(found.deviation[i] > 20);
      CHECK(interval.lower > 12);
    } else if (i < 10) {  // ∂y/∂x = 40, but for interactions of ±2 each
      CHECK(found.deviation[i] < 0.25 * found.magnitude[i]);
      CHECK(interval.contains(found.magnitude[i]));
      CHECK(found.magnitude[i] == doctest::Approx(40).epsilon(0.15));
    } else {  // negligible
      CHECK(interval.upper < 12);
    }
  }
}

}  // namespace servesweep::sweep::elementary_effects_test
