#include "engine/workload/client_arrivals.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/workload/sample_statistics.h"
#include "tests/engine/workload/target_workload.h"
#include "tests/property.h"

namespace client_arrivals_test {

using namespace servesweep;
using namespace servesweep::engine;

namespace {

constexpr double kSigmas = 4.5;
constexpr double kRate_per_us = 0.001;  // that of plain_workload()

std::vector<TimeUs> arrivals_of(const WorkloadSpec& spec, std::uint64_t seed = 1) {
  ClientArrivals arrivals(spec, spec.clients[0], kRate_per_us);
  std::vector<TimeUs> times;
  for (arrivals.restart(seed); arrivals.time_us() != kForever; arrivals.advance()) {
    times.push_back(arrivals.time_us());
  }
  return times;
}

WorkloadSpec lasting(TimeUs horizon_us) {
  WorkloadSpec spec = plain_workload(0);
  spec.horizon_us = horizon_us;
  return spec;
}

/// Arrivals whose time lies in [start, end) of their period.
double count_within(const std::vector<TimeUs>& times, TimeUs period_us, TimeUs start_us,
                    TimeUs end_us) {
  double count = 0;
  for (const TimeUs time_us : times) {
    const TimeUs phase_us = time_us % period_us;
    count += phase_us >= start_us && phase_us < end_us ? 1.0 : 0.0;
  }
  return count;
}

}  // namespace

TEST_CASE("ClientArrivals: a flat profile is no profile, but for rounding") {
  WorkloadSpec spec = lasting(1'000'000);
  const auto plain = arrivals_of(spec);
  spec.rate_profile = StepProfile{{{250'000, 7}}};
  CHECK(arrivals_of(spec) == plain);
}

TEST_CASE("ClientArrivals: constant gaps are stretched and squeezed by hand") {
  WorkloadSpec spec = lasting(8'000);
  spec.clients[0].arrival.process = ArrivalProcess::constant;
  // Half the rate for 4 ms, then one and a half times the rate: 1 arrival in 2 ms, then 3.
  spec.rate_profile = StepProfile{{{4'000, 1}, {4'000, 3}}};
  CHECK(arrivals_of(spec) == std::vector<TimeUs>{2000, 4000, 4666, 5333, 6000, 6666, 7333});
}

TEST_CASE("ClientArrivals: each step has its share of the arrivals, the whole the mean rate") {
  WorkloadSpec spec = lasting(100'000'000);  // 100 periods, 100,000 arrivals
  spec.rate_profile = StepProfile{{{200'000, 1}, {300'000, 4}, {500'000, 0}}};
  const auto times = arrivals_of(spec);
  const auto total = static_cast<double>(times.size());
  CHECK(std::abs(total - 100'000) < kSigmas * std::sqrt(100'000.0) + 50);  // gaps are cut by ½ µs
  CHECK(count_within(times, 1'000'000, 500'000, 1'000'000) == 0);
  const double first = count_within(times, 1'000'000, 0, 200'000);
  const double share = 0.2 / (0.2 + 1.2);
  CHECK(std::abs(first - total * share) < kSigmas * std::sqrt(total * share * (1 - share)));
}

TEST_CASE("ClientArrivals: day and night") {
  WorkloadSpec spec = lasting(100'000'000);
  spec.rate_profile = SineProfile{.period_us = 1'000'000, .amplitude = 0.5, .peak_us = 750'000};
  const auto times = arrivals_of(spec);
  const auto total = static_cast<double>(times.size());
  // The half around the peak has ½ + amplitude/π of all.
  const double share = 0.5 + 0.5 / 3.14159265;
  const double day = count_within(times, 1'000'000, 500'000, 1'000'000);
  CHECK(std::abs(day - total * share) < kSigmas * std::sqrt(total * share * (1 - share)));
}

TEST_CASE("ClientArrivals: under a profile, bursts stay as bursty as they were") {
  WorkloadSpec spec = lasting(400'000'000);
  spec.clients[0].arrival = {ArrivalProcess::gamma, 3.0};
  spec.rate_profile = StepProfile{{{200'000'000, 1}, {200'000'000, 3}}};
  const auto times = arrivals_of(spec);
  std::vector<double> gaps;  // within the second step
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i - 1] > 200'000'000) gaps.push_back(static_cast<double>(times[i] - times[i - 1]));
  }
  const SampleStatistics sample(gaps);
  CHECK(sample.sigmas_of_mean(1000 / 1.5) < kSigmas);
  CHECK(sample.sigmas_of_variance(9 * (1000 / 1.5) * (1000 / 1.5)) < kSigmas);
}

TEST_CASE("ClientArrivals: a client's own profile comes before that of the workload") {
  WorkloadSpec spec = lasting(1'000'000);
  spec.rate_profile = StepProfile{{{500'000, 1}, {500'000, 0}}};
  const auto morning = arrivals_of(spec);
  spec.clients[0].rate_profile = StepProfile{{{500'000, 0}, {500'000, 1}}};
  const auto evening = arrivals_of(spec);
  REQUIRE(!morning.empty());
  CHECK(morning.back() < 500'000);
  CHECK(evening.front() >= 500'000);
}

TEST_CASE("ClientArrivals: windows and horizon are in real time") {
  WorkloadSpec spec = lasting(6'500);
  spec.clients[0].arrival.process = ArrivalProcess::constant;
  spec.rate_profile = StepProfile{{{4'000, 1}, {4'000, 3}}};
  spec.clients[0].windows = {{2'001, 4'667}, {5'000, 9'000}};
  CHECK(arrivals_of(spec) == std::vector<TimeUs>{4000, 4666, 5333, 6000});
}

TEST_CASE("ClientArrivals: the index counts arrivals outside the windows, too") {
  WorkloadSpec spec = lasting(6'000);
  spec.clients[0].arrival.process = ArrivalProcess::constant;
  spec.clients[0].windows = {{2'500, 9'000}};
  ClientArrivals arrivals(spec, spec.clients[0], kRate_per_us);
  arrivals.restart(1);
  CHECK(arrivals.time_us() == 3000);
  CHECK(arrivals.index() == 2);
  arrivals.advance();
  CHECK(arrivals.index() == 3);
}

TEST_CASE("ClientArrivals: the n-th arrival is the same draw under every profile") {
  check_property([] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto level = *rc::gen::inRange(0, 10);
    WorkloadSpec spec = lasting(2'000'000);  // two whole periods
    spec.clients[0].arrival = {ArrivalProcess::weibull, 2.0};
    const auto plain = arrivals_of(spec, seed);
    spec.rate_profile = StepProfile{{{300'000, static_cast<double>(level)}, {700'000, 2}}};
    const auto varied = arrivals_of(spec, seed);
    RC_ASSERT(varied.size() == plain.size());
    const RateClock clock(*spec.rate_profile);
    for (std::size_t i = 0; i < plain.size(); ++i) {
      RC_ASSERT(varied[i] == clock.time_us(plain[i]));
    }
  });
}

}  // namespace client_arrivals_test
