#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/metrics/step_observer.h"
#include "engine/random/stream.h"
#include "engine/simulate.h"
#include "tests/engine/workload_builder.h"

namespace analytic_test {

// Where queueing theory knows the answer: one request at a time (max_running = 1), one step per
// request (one output token), whose length the linear model makes of the prompt's tokens.

using namespace servesweep::engine;

namespace {

constexpr double kServiceUs = 10'000;  ///< mean
constexpr int kReplications = 16;
constexpr int kRequests = 6'000;  ///< per replication …
constexpr int kWarmUp = 500;      ///< … of which the first ones are not counted

class Exponential {
 public:
  Exponential(std::uint64_t seed, std::string_view purpose)
      : stream_(seed, StreamPurpose(purpose), 0) {}
  double operator()(double mean) {
    const double uniform = (static_cast<double>(stream_() >> 11) + 0.5) * 0x1p-53;
    return -mean * std::log(uniform);
  }

 private:
  Stream stream_;
};

/// A step takes 1 µs per prompt token and 1 more; results count at its end, one step at a time.
Scenario queue_of(std::int32_t servers) {
  Scenario scenario;
  scenario.switches.async_scheduling = false;
  scenario.instances = servers;
  scenario.routing.policy = servers == 1 ? "round-robin" : "least-loaded";
  scenario.latency.beta = {1, 1, 0};
  scenario.kv.block_tokens = 1 << 20;
  scenario.kv.gpu_blocks = 100;
  scenario.batch.max_running = 1;
  scenario.batch.max_tokens_per_step = 1 << 24;
  return scenario;
}

/// Poisson arrivals at `load` · servers / service time.
Workload poisson(std::uint64_t seed, double load, std::int32_t servers, bool exponential_service) {
  Exponential gap(seed, "test.gap"), service(seed, "test.service");
  WorkloadBuilder builder;
  double now_us = 0;
  for (int i = 0; i < kRequests; ++i) {
    now_us += gap(kServiceUs / (load * servers));
    const double service_us = exponential_service ? service(kServiceUs) : kServiceUs;
    builder.add({.arrival_us = static_cast<TimeUs>(now_us),
                 .input_tokens = std::max(1, static_cast<std::int32_t>(service_us) - 1)});
  }
  return builder.build();
}

/// Mean wait in µs over independent replications, and its standard error.
struct Estimate {
  double mean = 0, error = 0;
};

Estimate mean_wait(double load, std::int32_t servers, bool exponential_service) {
  Simulator simulator;
  simulator.configure(queue_of(servers));
  std::vector<double> means;
  std::vector<RequestRecord> records(kRequests);
  for (std::uint64_t seed = 1; seed <= kReplications; ++seed) {
    static_cast<void>(simulator.run(poisson(seed, load, servers, exponential_service), records));
    double sum = 0;
    for (std::size_t i = kWarmUp; i < records.size(); ++i) {
      sum += static_cast<double>(records[i].first_scheduled_us - records[i].enqueued_us);
    }
    means.push_back(sum / (kRequests - kWarmUp));
  }
  Estimate estimate;
  double squares = 0;
  for (const double mean : means) estimate.mean += mean / kReplications;
  for (const double mean : means) squares += (mean - estimate.mean) * (mean - estimate.mean);
  estimate.error = std::sqrt(squares / (kReplications - 1) / kReplications);
  return estimate;
}

/// Within three standard errors, which must be small enough to tell theories apart.
void check_wait(const Estimate& estimate, double expected_us) {
  CAPTURE(estimate.mean);
  CAPTURE(estimate.error);
  CAPTURE(expected_us);
  CHECK(std::abs(estimate.mean - expected_us) < 3 * estimate.error);
  CHECK(estimate.error < 0.04 * expected_us);
}

/// Erlang's delay formula: mean wait of M/M/k.
double erlang_wait_us(double load, int servers) {
  const double offered = load * servers;
  double term = 1, sum = 0;
  for (int i = 0; i < servers; ++i) {
    sum += term;
    term *= offered / (i + 1);
  }
  const double delayed = term / (1 - load) / (sum + term / (1 - load));
  return delayed * kServiceUs / (servers * (1 - load));
}

/// Mean wait of "join the shorter of two queues" with Poisson arrivals and exponential service:
/// stationary distribution of (n₁, n₂) by iteration of the uniformised chain, ties to the first.
double shorter_queue_wait_us(double load) {
  constexpr std::size_t kMost = 40;  // n₁, n₂ beyond it have no weight at the loads used here
  using Distribution = std::vector<std::vector<double>>;
  Distribution p(kMost + 1, std::vector<double>(kMost + 1, 0.0));
  p[0][0] = 1;
  const double arrive = 2 * load / (2 * load + 2), serve = 1 / (2 * load + 2);
  for (int round = 0; round < 6'000; ++round) {
    Distribution next(kMost + 1, std::vector<double>(kMost + 1, 0.0));
    for (std::size_t a = 0; a <= kMost; ++a) {
      for (std::size_t b = 0; b <= kMost; ++b) {
        next[std::min(a + (a <= b ? 1 : 0), kMost)][std::min(b + (a <= b ? 0 : 1), kMost)] +=
            arrive * p[a][b];
        next[a - std::min<std::size_t>(a, 1)][b] += serve * p[a][b];
        next[a][b - std::min<std::size_t>(b, 1)] += serve * p[a][b];
      }
    }
    p = std::move(next);
  }
  double present = 0;
  for (std::size_t a = 0; a <= kMost; ++a) {
    for (std::size_t b = 0; b <= kMost; ++b) present += static_cast<double>(a + b) * p[a][b];
  }
  return present / (2 * load) * kServiceUs - kServiceUs;  // Little: sojourn = L / λ
}

}  // namespace

TEST_CASE("analytic: M/M/1 waits rho/(1-rho) service times") {
  for (const double load : {0.3, 0.6}) {
    check_wait(mean_wait(load, 1, true), load / (1 - load) * kServiceUs);
  }
}

TEST_CASE("analytic: M/D/1 waits half as long") {
  for (const double load : {0.3, 0.6, 0.8}) {
    check_wait(mean_wait(load, 1, false), load / (1 - load) / 2 * kServiceUs);
  }
}

TEST_CASE("analytic: the shorter of two queues, as its Markov chain says") {
  const Estimate estimate = mean_wait(0.7, 2, true);
  check_wait(estimate, shorter_queue_wait_us(0.7));
  // Never better than one queue for all servers, better than two that do not know of each other.
  CHECK(estimate.mean > erlang_wait_us(0.7, 2));
  CHECK(estimate.mean < 0.7 / 0.3 * kServiceUs);
}

TEST_CASE("analytic: four queues by load come close to M/M/4") {
  const double theory_us = erlang_wait_us(0.8, 4);  // 0.596·10 ms/0.8 = 7.455 ms
  CHECK(theory_us == doctest::Approx(7'455).epsilon(0.001));
  const Estimate estimate = mean_wait(0.8, 4, true);
  CHECK(estimate.mean > theory_us);
  CHECK(estimate.mean < 1.5 * theory_us);  // four that are blind to each other: 5.4 times
}

namespace {

struct Sums : StepObserver {
  double batch_time_us = 0, waiting_time_us = 0;
  std::vector<TimeUs> starts_us;
  void step(const StepRow& row) override {
    batch_time_us += static_cast<double>(row.batch) * static_cast<double>(row.length_us);
    waiting_time_us += static_cast<double>(row.waiting_after) * static_cast<double>(row.length_us);
    starts_us.push_back(row.start_us);
  }
};

}  // namespace

TEST_CASE("analytic: Little's law, L = lambda W, for the running batch and for the queue") {
  Scenario scenario = queue_of(1);
  scenario.latency.beta = {2'000, 1, 10};
  scenario.batch.max_running = 16;
  Exponential gap(7, "test.gap"), length(7, "test.length");
  WorkloadBuilder builder;
  double now_us = 0;
  for (int i = 0; i < kRequests; ++i) {
    now_us += gap(3'000);
    builder.add({.arrival_us = static_cast<TimeUs>(now_us),
                 .input_tokens = 1 + static_cast<std::int32_t>(length(200)),
                 .output_tokens = 1 + static_cast<std::int32_t>(length(15))});
  }
  std::vector<RequestRecord> records(kRequests);
  Sums sums;
  Simulator simulator;
  simulator.configure(scenario);
  const Summary summary = simulator.run(builder.build(), records, {.steps = &sums});
  REQUIRE(summary.completed == kRequests);
  REQUIRE(summary.preemptions == 0);
  // On one sample path, time average × duration = sum over requests, exactly. A request counts as
  // waiting from the first schedule that sees it.
  double running_us = 0, waiting_us = 0;
  for (const RequestRecord& r : records) {
    const TimeUs seen_us = *std::ranges::lower_bound(sums.starts_us, r.enqueued_us);
    waiting_us += static_cast<double>(r.first_scheduled_us - seen_us);
    running_us +=
        static_cast<double>(r.finish_step_us + r.finish_step_length_us - r.first_scheduled_us);
  }
  CHECK(sums.batch_time_us == running_us);
  CHECK(sums.waiting_time_us == waiting_us);
  CHECK(waiting_us > 0);
}

TEST_CASE("analytic: a lone request's phases are linear in its tokens") {
  Scenario scenario;
  scenario.latency = {.alpha = {150, 2, 40}, .beta = {1'000, 3, 7}, .roofline = {}};
  scenario.chunking.parameters["tokens"] = 64.0;
  for (const bool asynchronous : {false, true}) {
    scenario.switches.async_scheduling = asynchronous;
    WorkloadBuilder builder;
    std::vector<std::pair<std::int32_t, std::int32_t>> sizes;
    for (const std::int32_t input : {1, 63, 64, 65, 640}) {
      for (const std::int32_t output : {1, 2, 50}) sizes.emplace_back(input, output);
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      builder.add({static_cast<TimeUs>(i) * 1'000'000, sizes[i].first, sizes[i].second});
    }
    std::vector<RequestRecord> records(sizes.size());
    Simulator simulator;
    simulator.configure(scenario);
    static_cast<void>(simulator.run(builder.build(), records));
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const auto [input, output] = sizes[i];
      CAPTURE(input);
      CAPTURE(output);
      const std::int32_t chunks = (input + 63) / 64;
      CHECK(records[i].enqueued_us - records[i].arrival_us == 150 + 2 * input);
      CHECK(records[i].ttft_us == 150 + 2 * input + 1'000 * chunks + 3 * input + 40);
      CHECK(records[i].itl_sum_us == (output - 1) * 1'007);
      CHECK(records[i].e2e_us == records[i].ttft_us + records[i].itl_sum_us);
    }
  }
}

TEST_CASE("analytic: equal requests that start together pace each other") {
  Scenario scenario = queue_of(1);
  scenario.latency.beta = {1'000, 3, 7};
  scenario.batch.max_running = 8;
  WorkloadBuilder builder;
  for (int i = 0; i < 8; ++i) builder.add({0, 100, 11});
  std::vector<RequestRecord> records(8);
  Simulator simulator;
  simulator.configure(scenario);
  static_cast<void>(simulator.run(builder.build(), records));
  for (const RequestRecord& record : records) {
    CHECK(record.ttft_us == 1'000 + 3 * 8 * 100);
    CHECK(record.itl_sum_us == 10 * (1'000 + 7 * 8));
  }
}

}  // namespace analytic_test
