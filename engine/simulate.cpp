#include "engine/simulate.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "engine/cluster/cluster.h"

namespace servesweep::engine {
namespace {

/// Bounds far beyond any use that keep every sum of tokens or µs within its integer type.
constexpr double kLongest_us = 1e15;
constexpr std::int32_t kMostTokens = 1 << 29;

void require_range(const char* field, double value, double lowest, double highest,
                   const char* meaning) {
  if (value >= lowest && value <= highest) return;
  throw Problem(field, fmt::format("{} is out of range", value), meaning,
                fmt::format("give a value from {} to {}", lowest, highest));
}

void require_coefficients(const char* field, const std::array<double, 3>& values) {
  for (const double value : values) {
    require_range(field, value, 0, 1e9, "latency coefficients are µs and cannot be negative");
  }
}

void check_numbers(const Scenario& scenario) {
  require_range("instances", scenario.instances, 1, 100'000, "engine replicas");
  require_coefficients("latency.alpha", scenario.latency.alpha);
  require_coefficients("latency.beta", scenario.latency.beta);
  if (scenario.latency.beta[0] < 1) {
    throw Problem("latency.beta", fmt::format("{} is too small", scenario.latency.beta[0]),
                  "a step must take time, or the simulation never advances",
                  "give a fixed step cost of at least 1 µs");
  }
  const KvSpec& kv = scenario.kv;
  require_range("kv.block_tokens", kv.block_tokens, 1, 1 << 20, "tokens per KV block");
  require_range("kv.gpu_blocks", kv.gpu_blocks, 1, 1 << 30, "KV blocks of one instance");
  require_range("kv.cpu_blocks", kv.cpu_blocks, 0, 1 << 30, "blocks of the CPU tier");
  require_range("kv.transfer_tokens_per_us", kv.transfer_tokens_per_us, 1e-9, 1e12,
                "bandwidth between the tiers");
  require_range("kv.transfer_base_us", static_cast<double>(kv.transfer_base_us), 0, kLongest_us,
                "fixed cost of moving a block");
  require_range("batch.max_running", scenario.batch.max_running, 1, 1 << 24,
                "requests running at once");
  require_range("batch.max_tokens_per_step", scenario.batch.max_tokens_per_step, 1, 1 << 24,
                "token budget of a step");
  require_range("admission_latency_us", static_cast<double>(scenario.admission_latency_us), 0,
                kLongest_us, "delay of admission");
  require_range("routing_latency_us", static_cast<double>(scenario.routing_latency_us), 0,
                kLongest_us, "delay of routing");
  require_range("signal_refresh_us", static_cast<double>(scenario.signal_refresh_us), 0,
                kLongest_us, "staleness of signals");
  if (scenario.horizon_us < 1) {
    throw Problem("horizon_us", fmt::format("{} is out of range", scenario.horizon_us),
                  "end of simulated time", "give at least 1");
  }
}

void check_workload(const Workload& workload) {
  TimeUs previous_us = 0;
  for (std::size_t i = 0; i < workload.requests.size(); ++i) {
    const Request& request = workload.requests[i];
    if (request.input_tokens < 1 || request.output_tokens < 0 || request.arrival_us < previous_us) {
      throw Problem(fmt::format("request {}", i), "unusable request",
                    "prompts have at least 1 token, outputs at least 0, arrivals are sorted",
                    "mend the trace or the workload");
    }
    if (request.input_tokens > kMostTokens || request.output_tokens > kMostTokens ||
        static_cast<double>(request.arrival_us) > kLongest_us) {
      throw Problem(fmt::format("request {}", i), "unusable request",
                    fmt::format("prompts and outputs have at most {} tokens, arrivals are at most "
                                "{} µs",
                                kMostTokens, kLongest_us),
                    "mend the trace or the workload");
    }
    SERVESWEEP_EXPECT(request.slo_class.index() < workload.classes.size());
    SERVESWEEP_EXPECT(request.tenant.index() < workload.tenants.size());
    previous_us = request.arrival_us;
  }
}

}  // namespace

class Simulator::Impl {
 public:
  std::optional<Cluster> cluster;
  Collector collector;
};

Simulator::Simulator() : impl_(std::make_unique<Impl>()) {}
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

void Simulator::configure(const Scenario& scenario) {
  impl_->cluster.reset();
  check_numbers(scenario);
  impl_->cluster.emplace(scenario);
}

Summary Simulator::run(const Workload& workload, std::span<RequestRecord> records,
                       const Observers& observers) {
  SERVESWEEP_EXPECT(impl_->cluster.has_value());
  SERVESWEEP_EXPECT(records.empty() || records.size() == workload.requests.size());
  check_workload(workload);
  impl_->collector.reset(workload, records);
  return impl_->collector.summarise(
      impl_->cluster->run(workload, impl_->collector, observers.steps, observers.decisions));
}

void validate(const Scenario& scenario) {
  check_numbers(scenario);
  const Cluster cluster(scenario);
}

}  // namespace servesweep::engine
