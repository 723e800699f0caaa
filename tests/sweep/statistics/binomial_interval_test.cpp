#include "sweep/statistics/binomial_interval.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

namespace binomial_interval_test {

using namespace servesweep::sweep;

TEST_CASE("the ends of a binomial interval equal the closed forms of all and none") {
  // All of n: the lower end p has pⁿ = α/2.
  for (const std::size_t n : {1UL, 5UL, 20UL, 30UL}) {
    const double end = std::pow(0.025, 1 / static_cast<double>(n));
    const Interval all = binomial_interval(n, n, 0.95);
    CHECK(all.lower == doctest::Approx(end).epsilon(1e-9));
    CHECK(all.upper == 1);
    const Interval none = binomial_interval(0, n, 0.95);
    CHECK(none.lower == 0);
    CHECK(none.upper == doctest::Approx(1 - end).epsilon(1e-9));
  }
}

TEST_CASE("each end of a binomial interval leaves a tail of half the level") {
  // 1 of 2: P(X ≥ 1) = 1 − (1 − p)² = 0.05 and P(X ≤ 1) = 1 − p² = 0.05 at 90 %.
  const Interval half = binomial_interval(1, 2, 0.9);
  CHECK(half.lower == doctest::Approx(1 - std::sqrt(0.95)).epsilon(1e-9));
  CHECK(half.upper == doctest::Approx(std::sqrt(0.95)).epsilon(1e-9));
  CHECK(binomial_interval(0, 0, 0.95) == Interval{.lower = 0, .upper = 1});
}

TEST_CASE("a binomial interval covers the probability at least as often as it says") {
  // Exact coverage: the sum of the binomial law over all counts whose interval contains p.
  constexpr std::size_t kTrials = 20;
  for (const double p : {0.1, 0.5, 0.8, 0.97}) {
    double coverage = 0;
    for (std::size_t k = 0; k <= kTrials; ++k) {
      if (!binomial_interval(k, kTrials, 0.95).contains(p)) continue;
      const double log_choose = std::lgamma(kTrials + 1.0) -
                                std::lgamma(static_cast<double>(k) + 1) -
                                std::lgamma(static_cast<double>(kTrials - k) + 1);
      coverage += std::exp(log_choose + static_cast<double>(k) * std::log(p) +
                           static_cast<double>(kTrials - k) * std::log(1 - p));
    }
    CHECK(coverage >= 0.95);
  }
}

}  // namespace binomial_interval_test
