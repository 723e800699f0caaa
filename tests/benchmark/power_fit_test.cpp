#include "tests/benchmark/power_fit.h"

#include <doctest/doctest.h>

#include <array>

namespace power_fit_test {

using servesweep::benchmark::fitted_exponent;

TEST_CASE("an exact power law gives its exponent, whatever its constant") {
  constexpr std::array sizes{8.0, 16.0, 32.0, 64.0};
  CHECK(fitted_exponent(sizes, std::array{24.0, 48.0, 96.0, 192.0}) == doctest::Approx(1));
  CHECK(fitted_exponent(sizes, std::array{5.0, 5.0, 5.0, 5.0}) == doctest::Approx(0));
  CHECK(fitted_exponent(sizes, std::array{0.64, 2.56, 10.24, 40.96}) == doctest::Approx(2));
}

TEST_CASE("other data give the slope of least squares") {
  // By hand: x = log2 size = 0, 1, 2 and y = log2 cost = 0, 2, 1: Σ dx·dy / Σ dx² = 1/2.
  CHECK(fitted_exponent(std::array{1.0, 2.0, 4.0}, std::array{1.0, 4.0, 2.0}) ==
        doctest::Approx(0.5));
}

}  // namespace power_fit_test
