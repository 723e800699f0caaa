#include "sweep/search/log_probability.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

namespace log_probability_test {

using namespace servesweep::sweep;

TEST_CASE("known values of ln Φ") {
  CHECK(log_normal_probability(0).value == doctest::Approx(std::log(0.5)));
  CHECK(log_normal_probability(-1.959963985).value == doctest::Approx(std::log(0.025)));
  CHECK(std::abs(log_normal_probability(9).value) < 1e-15);
  // Φ(−40) underflows; its logarithm is −804.608442... (asymptotic series).
  CHECK(log_normal_probability(-40).value == doctest::Approx(-804.608442).epsilon(1e-9));
}

TEST_CASE("the slope equals finite differences, and the two branches meet") {
  for (const double t : {-60.0, -26.0, -24.0, -3.0, 0.0, 2.0}) {
    const double difference =
        (log_normal_probability(t + 1e-5).value - log_normal_probability(t - 1e-5).value) / 2e-5;
    CHECK(log_normal_probability(t).slope == doctest::Approx(difference).epsilon(1e-5));
  }
  const double below = log_normal_probability(-25 - 1e-9).value;
  CHECK(log_normal_probability(-25 + 1e-9).value == doctest::Approx(below).epsilon(1e-9));
}

}  // namespace log_probability_test
