#include "engine/check_scenario.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "engine/latency/check_latency.h"

namespace servesweep::engine {
namespace {

void require_range(const char* field, double value, double lowest, double highest,
                   const char* meaning) {
  if (value >= lowest && value <= highest) return;
  throw Problem(field, fmt::format("{} is out of range", value), meaning,
                fmt::format("give a value from {} to {}", lowest, highest));
}

}  // namespace

void check_scenario(const Scenario& scenario) {
  constexpr double kLongestUs = 1e15;
  require_range("instances", scenario.instances, 1, 100'000, "engine replicas");
  check_latency(scenario.latency);
  const KvSpec& kv = scenario.kv;
  require_range("kv.block_tokens", kv.block_tokens, 1, 1 << 20, "tokens per KV block");
  require_range("kv.gpu_blocks", kv.gpu_blocks, 1, 1 << 30, "KV blocks of one instance");
  require_range("kv.cpu_blocks", kv.cpu_blocks, 0, 1 << 30, "blocks of the CPU tier");
  require_range("kv.transfer_tokens_per_us", kv.transfer_tokens_per_us, 1e-9, 1e12,
                "bandwidth between the tiers");
  require_range("kv.transfer_base_us", static_cast<double>(kv.transfer_base_us), 0, kLongestUs,
                "fixed cost of moving a block");
  require_range("batch.max_running", scenario.batch.max_running, 1, 1 << 24,
                "requests running at once");
  require_range("batch.max_tokens_per_step", scenario.batch.max_tokens_per_step, 1, 1 << 24,
                "token budget of a step");
  require_range("admission_latency_us", static_cast<double>(scenario.admission_latency_us), 0,
                kLongestUs, "delay of admission");
  require_range("routing_latency_us", static_cast<double>(scenario.routing_latency_us), 0,
                kLongestUs, "delay of routing");
  require_range("signal_refresh_us", static_cast<double>(scenario.signal_refresh_us), 0, kLongestUs,
                "staleness of signals");
  if (scenario.horizon_us < 1) {
    throw Problem("horizon_us", fmt::format("{} is out of range", scenario.horizon_us),
                  "end of simulated time", "give at least 1");
  }
}

}  // namespace servesweep::engine
