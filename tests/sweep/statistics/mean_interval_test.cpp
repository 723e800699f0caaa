#include "sweep/statistics/mean_interval.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include "engine/metrics/percentile.h"

namespace mean_interval_test {

using namespace servesweep::sweep;

TEST_CASE("three values by hand") {
  // Mean 2, s = 1; t(0.95, 2) = 0.95·√(2/(1 − 0.95²)), the closed form for two degrees of freedom.
  const MeanInterval result = mean_interval(std::vector<double>{1, 2, 3}, 0.95);
  const double t = 0.95 * std::sqrt(2 / (1 - 0.95 * 0.95));
  CHECK(result.n == 3);
  CHECK(result.mean == 2);
  CHECK(result.half_width == doctest::Approx(t / std::sqrt(3.0)).epsilon(1e-12));
  CHECK(result.interval().lower == 2 - result.half_width);
  CHECK(result.interval().upper == 2 + result.half_width);
}

TEST_CASE("equal values leave no doubt") {
  const MeanInterval result = mean_interval(std::vector<double>(5, 0.1));
  CHECK(result.mean == 0.1);
  CHECK(result.half_width == 0);
}

TEST_CASE("one value leaves every doubt, none and non-numbers have no mean") {
  const MeanInterval one = mean_interval(std::vector<double>{7});
  CHECK(one.n == 1);
  CHECK(one.mean == 7);
  CHECK(std::isinf(one.half_width));
  CHECK(one.interval() == Interval{});
  CHECK(std::isnan(mean_interval({}).mean));
  const MeanInterval broken = mean_interval(std::vector<double>{1, 2, std::nan("")});
  CHECK(std::isnan(broken.mean));
  CHECK(std::isinf(broken.half_width));
  CHECK(std::isnan(
      mean_interval(std::vector<double>{1, std::numeric_limits<double>::infinity()}).mean));
}

TEST_CASE("more confidence and fewer values widen the interval") {
  const std::vector<double> values{1, 2, 3, 4};
  CHECK(mean_interval(values, 0.99).half_width > mean_interval(values, 0.9).half_width);
}

TEST_CASE("intervals of normal values cover the true mean as often as they claim") {
  std::mt19937_64 random(20240607);
  boost::random::normal_distribution<double> normal(10, 3);
  constexpr int kRepetitions = 4000;
  for (const double confidence : {0.8, 0.95}) {
    int covered = 0;
    for (int i = 0; i < kRepetitions; ++i) {
      std::vector<double> values(5);
      for (double& value : values) value = normal(random);
      covered += mean_interval(values, confidence).interval().contains(10) ? 1 : 0;
    }
    // Binomial: within 4 σ of what is claimed (σ = 0.6 % and 0.3 %).
    const double sigma = std::sqrt(confidence * (1 - confidence) / kRepetitions);
    CHECK(std::abs(covered / double{kRepetitions} - confidence) < 4 * sigma);
  }
}

namespace {

/// Times in an M/M/1 queue from its steady state on: service at rate 1, by Lindley's recursion.
class Queue {
 public:
  Queue(double rate, std::uint64_t seed) : rate_(rate), random_(seed) {}

  std::vector<double> sojourns(std::size_t customers) {
    double wait = uniform() < rate_ ? exponential(1 - rate_) : 0;
    std::vector<double> times(customers);
    for (double& time : times) {
      time = wait + exponential(1);
      wait = std::max(0.0, time - exponential(rate_));
    }
    return times;
  }

 private:
  double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  double exponential(double rate) { return -std::log1p(-uniform()) / rate; }

  double rate_;
  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE(
    "intervals over seeds' own P99 of an M/M/1 queue cover the true one as often as claimed") {
  // The time in the system is exponential of rate μ − λ, so P99 = −ln(0.01)/(μ − λ). Ten seeds of
  // 8,000 customers at load 0.3: long enough for a bias far below the spread.
  constexpr int kRepetitions = 1000;
  constexpr double kLoad = 0.3;
  const double p99 = -std::log(0.01) / (1 - kLoad);
  Queue queue(kLoad, 1961);
  int covered = 0;
  for (int i = 0; i < kRepetitions; ++i) {
    std::vector<double> values(10);
    for (double& value : values) {
      std::vector<double> times = queue.sojourns(8000);
      value = servesweep::engine::percentile(std::span(times), 99);
    }
    covered += mean_interval(values).interval().contains(p99) ? 1 : 0;
  }
  CHECK(covered >= 930);
  CHECK(covered <= 970);
}

}  // namespace mean_interval_test
