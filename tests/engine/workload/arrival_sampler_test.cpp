#include "engine/workload/arrival_sampler.h"

#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/weibull.hpp>

#include "tests/engine/workload/sample_statistics.h"

namespace arrival_sampler_test {

using namespace servesweep::engine;

namespace {

constexpr double kSigmas = 4.5;
constexpr double kMean_us = 1e6;  // so long that truncation to microseconds does not show

std::vector<double> gaps(const ArrivalSpec& arrival, double mean_us = kMean_us) {
  const ArrivalSampler sampler(arrival, 1.0 / mean_us);
  std::vector<double> all;
  for (std::uint64_t i = 0; i < 40'000; ++i) {
    Stream stream(5, StreamPurpose("test.gap"), i);
    all.push_back(static_cast<double>(sampler(stream)));
  }
  return all;
}

template <class Law>
void check(const ArrivalSpec& arrival, const Law& law) {
  const auto sample = gaps(arrival);
  const SampleStatistics statistics(sample);
  CHECK(statistics.sigmas_of_mean(kMean_us) < kSigmas);
  CHECK(statistics.sigmas_of_variance(boost::math::variance(law)) < kSigmas);
  for (const double probability : {0.3, 0.5, 0.7, 0.9, 0.99}) {
    CAPTURE(probability);
    const double limit = boost::math::quantile(law, probability);
    CHECK(sigmas_of_share(sample, limit, probability) < kSigmas);
  }
}

}  // namespace

TEST_CASE("ArrivalSampler: poisson gaps are exponential") {
  check({ArrivalProcess::poisson, {}}, boost::math::exponential(1.0 / kMean_us));
}

TEST_CASE("ArrivalSampler: gamma gaps have the mean and the coefficient of variation asked for") {
  for (const double cv : {0.5, 1.0, 2.0, 3.0}) {
    CAPTURE(cv);
    check({ArrivalProcess::gamma, cv},
          boost::math::gamma_distribution<>(1 / (cv * cv), kMean_us * cv * cv));
  }
}

TEST_CASE("ArrivalSampler: weibull gaps have the mean and the coefficient of variation asked for") {
  for (const double cv : {0.3, 1.0, 2.0}) {
    CAPTURE(cv);
    const double shape = weibull_shape(cv);
    const boost::math::weibull unit(shape, 1.0);
    const boost::math::weibull law(shape, kMean_us / boost::math::mean(unit));
    CHECK(boost::math::standard_deviation(law) / boost::math::mean(law) == doctest::Approx(cv));
    check({ArrivalProcess::weibull, cv}, law);
  }
}

TEST_CASE("weibull_shape: solves the coefficient of variation over the whole range") {
  CHECK(weibull_shape(1.0) == doctest::Approx(1.0));
  for (const double cv : {0.01, 0.1, 5.0, 10.4}) {
    CAPTURE(cv);
    const double shape = weibull_shape(cv);
    const double log_ratio = std::lgamma(1 + 2 / shape) - 2 * std::lgamma(1 + 1 / shape);
    CHECK(std::sqrt(std::expm1(log_ratio)) == doctest::Approx(cv).epsilon(1e-6));
  }
}

TEST_CASE("ArrivalSampler: constant gaps are the mean, truncated") {
  Stream stream(1, StreamPurpose("test"), 0);
  CHECK(ArrivalSampler({ArrivalProcess::constant, {}}, 1.0 / 2500.9)(stream) == 2500);
}

TEST_CASE("ArrivalSampler: gaps are whole microseconds, at least one, and never overflow") {
  const auto tight = gaps({ArrivalProcess::gamma, 2.0}, 3.0);
  CHECK(*std::min_element(tight.begin(), tight.end()) == 1);
  Stream stream(1, StreamPurpose("test"), 0);
  CHECK(ArrivalSampler({ArrivalProcess::constant, {}}, 1e-300)(stream) == kForever);
}

}  // namespace arrival_sampler_test
