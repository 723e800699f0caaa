#include "engine/workload/duration_sampler.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>

#include "tests/engine/workload/sample_statistics.h"

namespace duration_sampler_test {

using namespace servesweep::engine;

namespace {

constexpr double kSigmas = 4.5;

std::vector<double> draws(const DurationLaw& law, std::uint64_t count = 40'000) {
  const DurationSampler sampler(law);
  std::vector<double> times;
  for (std::uint64_t i = 0; i < count; ++i) {
    Stream stream(12, StreamPurpose("test.duration"), i);
    times.push_back(static_cast<double>(sampler(stream)));
  }
  return times;
}

}  // namespace

TEST_CASE("DurationSampler: constant") {
  CHECK(draws(ConstantDuration{77}, 2) == std::vector<double>{77, 77});
}

TEST_CASE("DurationSampler: exponential, rounded down") {
  const auto times = draws(ExponentialDuration{1e6});
  CHECK(SampleStatistics(times).sigmas_of_mean(1e6 - 0.5) < kSigmas);
  const boost::math::exponential law(1e-6);
  for (const double limit : {1e5, 1e6, 3e6}) {
    CAPTURE(limit);
    CHECK(sigmas_of_share(times, limit, boost::math::cdf(law, limit + 1)) < kSigmas);
  }
  const auto short_times = draws(ExponentialDuration{0.5});
  CHECK(*std::min_element(short_times.begin(), short_times.end()) == 0);
}

TEST_CASE("DurationSampler: lognormal has the stated moments and quantiles") {
  const auto times = draws(LognormalDuration{2e6, 1e6});
  CHECK(SampleStatistics(times).sigmas_of_mean(2e6 - 0.5) < kSigmas);
  CHECK(SampleStatistics(times).sigmas_of_variance(1e12) < kSigmas);
  // sigma² = ln(1 + 0.5²) = 0.223144, mu = ln 2e6 − sigma²/2 = 14.397086.
  const boost::math::lognormal law(14.397086, 0.472381);
  for (const double limit : {1e6, 2e6, 5e6}) {
    CAPTURE(limit);
    CHECK(sigmas_of_share(times, limit, boost::math::cdf(law, limit + 1)) < kSigmas);
  }
}

TEST_CASE("DurationSampler: samples beyond the limit count as longest") {
  const auto times = draws(LognormalDuration{1e12, 1e15}, 1000);
  CHECK(*std::max_element(times.begin(), times.end()) == 1e12);
}

}  // namespace duration_sampler_test
