#include "engine/workload/length_sampler.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>

#include "tests/engine/workload/sample_statistics.h"

namespace length_sampler_test {

using namespace servesweep::engine;

namespace {

constexpr double kSigmas = 4.5;

std::vector<double> draws(const LengthLaw& law, std::uint64_t count = 40'000) {
  const LengthSampler sampler(law);
  std::vector<double> tokens;
  for (std::uint64_t i = 0; i < count; ++i) {
    Stream stream(11, StreamPurpose("test.length"), i);
    tokens.push_back(sampler(stream));
  }
  return tokens;
}

/// A sample of k tokens or fewer means a value below k + ½ before rounding.
template <class Cdf>
void check_cdf(const std::vector<double>& tokens, const std::vector<double>& limits, Cdf cdf) {
  for (const double limit : limits) {
    CAPTURE(limit);
    CHECK(sigmas_of_share(tokens, limit, cdf(limit + 0.5)) < kSigmas);
  }
}

}  // namespace

TEST_CASE("LengthSampler: gaussian follows the normal law between its clamps") {
  const auto tokens = draws(GaussianLength{256, 100, 32, 500});
  const boost::math::normal law(256, 100);
  check_cdf(tokens, {32, 100, 200, 256, 300, 400, 499},
            [&](double x) { return boost::math::cdf(law, x); });
  CHECK(*std::min_element(tokens.begin(), tokens.end()) == 32);
  CHECK(*std::max_element(tokens.begin(), tokens.end()) == 500);
}

TEST_CASE("LengthSampler: gaussian moments without effective clamps") {
  const SampleStatistics sample(draws(GaussianLength{1000, 50, 1, 100'000}));
  CHECK(sample.sigmas_of_mean(1000) < kSigmas);
  CHECK(sample.sigmas_of_variance(50.0 * 50.0 + 1.0 / 12.0) < kSigmas);
}

TEST_CASE("LengthSampler: gaussian without spread rounds half away from zero") {
  CHECK(draws(GaussianLength{2.5, 0, 1, 10}, 1).front() == 3);
  CHECK(draws(GaussianLength{3.5, 0, 1, 10}, 1).front() == 4);
  CHECK(draws(GaussianLength{3.4999999999, 0, 1, 10}, 1).front() == 3);
  CHECK(draws(GaussianLength{700, 0, 1, 10}, 1).front() == 10);
  CHECK(draws(GaussianLength{-700, 0, 1, 10}, 1).front() == 1);
}

TEST_CASE("LengthSampler: exponential law, at least one token") {
  const auto tokens = draws(ExponentialLength{128});
  const boost::math::exponential law(1.0 / 128);
  check_cdf(tokens, {1, 10, 50, 128, 300, 600}, [&](double x) { return boost::math::cdf(law, x); });
  CHECK(*std::min_element(tokens.begin(), tokens.end()) == 1);
  const SampleStatistics sample(tokens);
  CHECK(sample.sigmas_of_mean(128) < kSigmas);
  CHECK(sample.sigmas_of_variance(128.0 * 128.0) < kSigmas);
}

TEST_CASE("LengthSampler: pareto-lognormal is the mixture of its parts") {
  const boost::math::pareto tail(200, 1.5);
  const boost::math::lognormal body(5.0, 0.7);
  for (const double weight : {0.0, 0.3, 1.0}) {
    CAPTURE(weight);
    check_cdf(draws(ParetoLognormalLength{1.5, 200, 5.0, 0.7, weight}), {220, 300, 500, 2000},
              [&](double x) {
                return weight * boost::math::cdf(tail, x) +
                       (1 - weight) * boost::math::cdf(body, x);
              });
  }
}

TEST_CASE("LengthSampler: samples beyond every limit count as longest") {
  const auto tokens = draws(ParetoLognormalLength{1e-6, 1, 0, 0, 1.0}, 100);
  CHECK(*std::max_element(tokens.begin(), tokens.end()) == kLongestLength_tokens);
}

TEST_CASE("LengthSampler: constant") {
  CHECK(draws(ConstantLength{77}, 2) == std::vector<double>{77, 77});
}

TEST_CASE("LengthSampler: empirical draws each length with its share") {
  const auto tokens = draws(EmpiricalLength{{{10, 1.0}, {20, 0.0}, {30, 5.0}, {40, 2.0}}});
  CHECK(std::count(tokens.begin(), tokens.end(), 20) == 0);
  CHECK(sigmas_of_share(tokens, 10, 1.0 / 8) < kSigmas);
  CHECK(sigmas_of_share(tokens, 30, 6.0 / 8) < kSigmas);
  CHECK(*std::max_element(tokens.begin(), tokens.end()) == 40);
  CHECK(draws(EmpiricalLength{{{5, 0.25}}}, 1).front() == 5);
}

TEST_CASE("LengthSampler: lognormal has the stated moments") {
  const auto tokens = draws(LognormalLength{1000, 400});
  const SampleStatistics sample(tokens);
  CHECK(sample.sigmas_of_mean(1000) < kSigmas);
  CHECK(sample.sigmas_of_variance(400.0 * 400.0) < kSigmas);
  // sigma² = ln(1 + 0.4²) = 0.14842, mu = ln 1000 − sigma²/2 = 6.83354.
  const boost::math::lognormal law(6.833545, 0.385253);
  check_cdf(tokens, {500, 800, 1000, 1500, 2500},
            [&](double x) { return boost::math::cdf(law, x); });
}

TEST_CASE("LengthSampler: lognormal between its clamps, without spread its mean") {
  const auto tokens = draws(LognormalLength{100, 300, 20, 500});
  CHECK(*std::min_element(tokens.begin(), tokens.end()) == 20);
  CHECK(*std::max_element(tokens.begin(), tokens.end()) == 500);
  CHECK(draws(LognormalLength{100, 0}, 1).front() == 100);
}

TEST_CASE("LengthSampler: uniform draws every number alike, both ends included") {
  const auto tokens = draws(UniformLength{3, 7});
  for (int k = 3; k <= 7; ++k) {
    CAPTURE(k);
    const auto count = static_cast<double>(std::count(tokens.begin(), tokens.end(), k));
    CHECK(std::abs(count - 8000) < kSigmas * std::sqrt(40'000 * 0.2 * 0.8));
  }
  CHECK(*std::min_element(tokens.begin(), tokens.end()) == 3);
  CHECK(*std::max_element(tokens.begin(), tokens.end()) == 7);
  CHECK(draws(UniformLength{5, 5}, 1).front() == 5);
}

TEST_CASE("LengthSampler: geometric counts trials until the first success") {
  const auto tokens = draws(GeometricLength{5});
  // P(length ≤ k) = 1 − 0.8^k.
  for (const int k : {1, 2, 5, 10, 20}) {
    CAPTURE(k);
    CHECK(sigmas_of_share(tokens, k, 1 - std::pow(0.8, k)) < kSigmas);
  }
  CHECK(draws(GeometricLength{1}, 3) == std::vector<double>{1, 1, 1});
}

TEST_CASE("LengthSampler: counts have a range of their own") {
  const LengthSampler none_to_two(EmpiricalLength{{{0, 1.0}, {2, 1.0}}}, {.lowest = 0});
  const LengthSampler few(GeometricLength{50}, {.lowest = 1, .highest = 10});
  bool none = false, most = false;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    Stream first(11, StreamPurpose("test.length"), i), second = first;
    const std::int32_t count = none_to_two(first);
    CHECK((count == 0 || count == 2));
    none |= count == 0;
    const std::int32_t rounds = few(second);
    CHECK(rounds <= 10);
    most |= rounds == 10;
  }
  CHECK(none);
  CHECK(most);
}

}  // namespace length_sampler_test
