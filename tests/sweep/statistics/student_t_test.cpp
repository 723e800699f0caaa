#include "sweep/statistics/student_t.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

namespace student_t_test {

using namespace servesweep::sweep;

// Closed forms: with one degree of freedom Student's t is Cauchy's distribution, quantile
// tan(π·a/2) for central probability a; with two, the central probability of [−t, t] is t/√(2 +
// t²).

TEST_CASE("quantiles equal the closed forms of one and two degrees of freedom") {
  for (const double confidence : {0.5, 0.9, 0.95, 0.999}) {
    const double cauchy = std::tan(std::numbers::pi * confidence / 2);
    const double two = confidence * std::sqrt(2 / (1 - confidence * confidence));
    CHECK(student_t_quantile(confidence, 1) == doctest::Approx(cauchy).epsilon(1e-12));
    CHECK(student_t_quantile(confidence, 2) == doctest::Approx(two).epsilon(1e-12));
  }
}

TEST_CASE("quantiles equal the printed table") {
  // NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2, three decimals.
  CHECK(student_t_quantile(0.95, 4) == doctest::Approx(2.776).epsilon(2e-4));
  CHECK(student_t_quantile(0.95, 9) == doctest::Approx(2.262).epsilon(3e-4));
  CHECK(student_t_quantile(0.99, 30) == doctest::Approx(2.750).epsilon(2e-4));
}

TEST_CASE("p-values equal the closed form and are sane at the ends") {
  for (const double t : {0.1, 1.0, 4.0, 100.0}) {
    const double two = 1 - t / std::sqrt(2 + t * t);
    CHECK(student_t_two_sided_p(t, 2) == doctest::Approx(two).epsilon(1e-9));
    CHECK(student_t_two_sided_p(-t, 2) == student_t_two_sided_p(t, 2));
  }
  CHECK(student_t_two_sided_p(0, 5) == 1);
  CHECK(student_t_two_sided_p(std::numeric_limits<double>::infinity(), 5) == 0);
  CHECK(student_t_two_sided_p(-std::numeric_limits<double>::infinity(), 5) == 0);
}

}  // namespace student_t_test
