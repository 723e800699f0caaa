#include "sweep/statistics/bootstrap_interval.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "sweep/statistics/seed_resamples.h"

namespace servesweep::sweep::test::bootstrap_interval_test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// 1, 2, … size, backwards.
std::vector<double> numbers(std::size_t size) {
  std::vector<double> list(size);
  std::iota(list.rbegin(), list.rend(), 1.0);
  return list;
}

/// Means of the values in every resample.
std::vector<double> resampled_means(const std::vector<double>& values,
                                    const SeedResamples& resamples) {
  std::vector<double> means;
  for (std::size_t r = 0; r < resamples.size(); ++r) {
    const auto weights = resamples.weights(r);
    means.push_back(std::inner_product(values.begin(), values.end(), weights.begin(), 0.0) /
                    static_cast<double>(values.size()));
  }
  return means;
}

}  // namespace

TEST_CASE("expanded percentile interval: ends by hand") {
  // n = 10 at 0.95: t(9) = 2.2622, times √(10/9) = 2.3845; Φ(−2.3845) = 0.008551. Of 999
  // replicates the ⌊8.551⌋-th from either end.
  CHECK(expanded_percentile_interval(numbers(999), 10, 0.95) == Interval{8, 992});
  // Many seeds: nearly the plain percentile interval, 2.5 % of 9,999.
  const Interval wide = expanded_percentile_interval(numbers(9999), 100'000, 0.95);
  CHECK(wide.lower == doctest::Approx(250).epsilon(0.005));
  CHECK(wide.upper == doctest::Approx(9750).epsilon(0.005));
}

TEST_CASE("expanded percentile interval: too few seeds or replicates tell nothing") {
  // n = 5: t(4) = 2.7764, times √(5/4) = 3.1041; Φ(−3.1041) = 0.000954: the first of 2,000. n = 4:
  // t(3) = 3.1824, times √(4/3) = 3.6748; 0.000119: before the first.
  CHECK(expanded_percentile_interval(numbers(2000), 5, 0.95) == Interval{1, 2000});
  CHECK(expanded_percentile_interval(numbers(1000), 5, 0.95) == Interval{});
  CHECK(expanded_percentile_interval(numbers(2000), 4, 0.95) == Interval{});
  CHECK(expanded_percentile_interval(numbers(100), 1, 0.95) == Interval{});
  CHECK(expanded_percentile_interval({}, 10, 0.95) == Interval{});
}

TEST_CASE("expanded percentile interval: what is unknown widens it on both sides") {
  std::vector<double> replicates = numbers(999);
  for (std::size_t i = 0; i < 20; ++i) replicates[i] = std::nan("");
  CHECK(expanded_percentile_interval(replicates, 10, 0.95) == Interval{});
  replicates = numbers(999);
  for (std::size_t i = 0; i < 20; ++i) replicates[i] = kInfinity;  // were the largest
  const Interval half = expanded_percentile_interval(replicates, 10, 0.95);
  CHECK(half.lower == 8);
  CHECK(half.upper == kInfinity);
}

TEST_CASE("basic bootstrap interval: the percentile interval, mirrored at the estimate") {
  const Interval basic = basic_bootstrap_interval(400, numbers(999), 10, 0.95);
  CHECK(basic == Interval{800 - 992, 800 - 8});
}

TEST_CASE("expanded percentile interval: of few normal values it covers the mean like Student's") {
  // The plain percentile interval of five values covers 82 to 84 %; of all 5⁵ resamples no
  // bootstrap can tell the tails, so a little is missing.
  constexpr int kRepetitions = 1000;
  std::mt19937_64 random(7);
  boost::random::normal_distribution<double> normal(3, 2);
  for (const std::size_t n : {5, 10, 20}) {
    CAPTURE(n);
    const SeedResamples resamples(n);
    int covered = 0;
    for (int i = 0; i < kRepetitions; ++i) {
      std::vector<double> values(n);
      for (double& value : values) value = normal(random);
      covered +=
          expanded_percentile_interval(resampled_means(values, resamples), n, 0.95).contains(3);
    }
    CHECK(covered > (n == 5 ? 900 : 930));
    CHECK(covered < 970);
  }
}

}  // namespace servesweep::sweep::test::bootstrap_interval_test
