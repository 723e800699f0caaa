#include "sweep/sensitivity/resampling.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "engine/random/stream.h"

namespace servesweep::sweep::resampling_test {

TEST_CASE("a resample has as many rows and seeds, and is named by its number") {
  const Resample all = Resample::everything(3, 4);
  CHECK(all.rows == std::vector<Eigen::Index>{0, 1, 2});
  CHECK(all.seed_weights == Eigen::VectorXd::Constant(4, 0.25));
  const Resample one = Resample::draw(50, 4, 7);
  CHECK(one.rows.size() == 50);
  CHECK(one.seed_weights.sum() == doctest::Approx(1));
  CHECK(one.rows == Resample::draw(50, 4, 7).rows);
  CHECK(one.rows != Resample::draw(50, 4, 8).rows);
  const std::set<Eigen::Index> different(one.rows.begin(), one.rows.end());
  CHECK(different.size() < 45);
  CHECK(different.size() > 20);
}

TEST_CASE("bias-corrected percentiles by hand") {
  // 101 replicates 0, 1, …, 100. At their median z₀ = 0: plain percentiles.
  std::vector<double> replicates;
  for (int i = 100; i >= 0; --i) replicates.push_back(i);
  const Interval plain = bias_corrected_interval(50, replicates, 0.9);
  CHECK(plain.lower == doctest::Approx(5).epsilon(1e-6));
  CHECK(plain.upper == doctest::Approx(95).epsilon(1e-6));
  // At 84.13 % of them z₀ = 1: the shares are Φ(2 − 1.645) and Φ(2 + 1.645).
  const Interval biased = bias_corrected_interval(84.476, replicates, 0.9);
  CHECK(biased.lower == doctest::Approx(63.9).epsilon(0.01));
  CHECK(biased.upper == doctest::Approx(99.99).epsilon(0.001));
}

TEST_CASE("an estimate at the edge of its replicates, or beyond, has a wide interval around it") {
  // 101 replicates 0, 1, …, 100: plain percentiles are 5 and 95.
  std::vector<double> replicates;
  for (int i = 0; i <= 100; ++i) replicates.push_back(i);
  const auto check = [&](double estimate, double lower, double upper) {
    CAPTURE(estimate);
    const Interval interval = bias_corrected_interval(estimate, replicates, 0.9);
    CHECK(interval.lower == doctest::Approx(lower).epsilon(1e-6));
    CHECK(interval.upper == doctest::Approx(upper).epsilon(1e-6));
  };
  // Below all, above all: the corrected interval is the extreme replicate, and nothing else.
  check(-10, -10, 95);
  check(110, 5, 110);
  // Two of 101 below, z₀ = −2.06: the corrected interval ends at the share Φ(−2.47) = 0.007.
  CHECK(bias_corrected_interval(1.5, replicates, 0.9).upper == doctest::Approx(95));
  CHECK(bias_corrected_interval(1.5, replicates, 0.9).lower < 0.01);
  CHECK(bias_corrected_interval(3, {5, 5, 5}, 0.95) == Interval{3, 5});
}

TEST_CASE("what never varies is sure, what is not there has no interval") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(bias_corrected_interval(3, {3, 3, 3}, 0.95) == Interval{3, 3});
  CHECK(bias_corrected_interval(3, {nan, 3, nan}, 0.95) == Interval{3, 3});
  CHECK(bias_corrected_interval(3, {nan}, 0.95) == Interval{});
  CHECK(bias_corrected_interval(nan, {3}, 0.95) == Interval{});
}

TEST_CASE("intervals of a mean cover it over rows and seeds") {
  // y = row + seed, both standard normal: 40 rows and 20 seeds, so the variance is 1/40 + 1/20.
  // The normal percentiles of the bootstrap are short by √(1 − 1/n): nominal 95, expected 94.
  constexpr int kRepetitions = 200;
  int covered = 0;
  for (int repetition = 0; repetition < kRepetitions; ++repetition) {
    engine::Stream stream(1, engine::StreamPurpose("test"), static_cast<std::uint64_t>(repetition));
    boost::random::normal_distribution<double> normal;
    Eigen::VectorXd rows(40), seeds(20);
    for (double& value : rows) value = normal(stream);
    for (double& value : seeds) value = normal(stream);
    const auto estimate = Bootstrap(40, 20, 0.95).estimate([&](const Resample& resample) {
      return Eigen::VectorXd::Constant(
          1, rows(resample.rows).mean() + seeds.dot(resample.seed_weights));
    });
    covered += estimate[0].interval.contains(0) ? 1 : 0;
  }
  // Within 3 σ of 94 % (σ = 1.7 %).
  CHECK(covered >= 178);
  CHECK(covered <= 198);
}

}  // namespace servesweep::sweep::resampling_test
