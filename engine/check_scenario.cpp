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

void check_switches(const ProfileSwitches& switches) {
  if (switches.async_scheduling && !switches.effects_at_step_end) {
    throw Problem("profile.async_scheduling", "needs effects_at_step_end",
                  "a step cannot be scheduled ahead of one whose effects it already sees",
                  "turn both on or both off");
  }
  if (switches.effects_at_step_end && !switches.real_time_accounting) {
    throw Problem("profile.real_time_accounting", "cannot be off with effects_at_step_end",
                  "the reference's accounting knows no pauses and one step at a time",
                  "turn both on or both off");
  }
  if (switches.effects_at_step_end && !switches.refuse_oversized) {
    throw Problem("profile.refuse_oversized", "cannot be off with effects_at_step_end",
                  "only an engine without steps in flight can drop what outgrows its memory",
                  "turn both on or both off");
  }
}

void check_tiers(const std::vector<TierSpec>& tiers) {
  for (const TierSpec& tier : tiers) {
    const auto check = [&](const char* field, double value, double lowest, double highest,
                           const char* meaning) {
      require_range(fmt::format("kv.tiers.{}.{}", tier.name, field).c_str(), value, lowest, highest,
                    meaning);
    };
    check("blocks", tier.blocks, 1, 1 << 30, "KV blocks of the tier");
    check("tokens_per_us", tier.tokens_per_us, 1e-6, 1e9, "bandwidth of the tier's link");
    check("base_us", static_cast<double>(tier.base_us), 0, 1e12, "fixed cost of a transfer");
  }
}

}  // namespace

void check_scenario(const Scenario& scenario) {
  constexpr double kLongestUs = 1e15;
  check_switches(scenario.switches);
  require_range("instances", scenario.instances, 1, 100'000, "engine replicas");
  check_latency(scenario.latency);
  const KvSpec& kv = scenario.kv;
  require_range("kv.block_tokens", kv.block_tokens, 1, 1 << 20, "tokens per KV block");
  require_range("kv.gpu_blocks", kv.gpu_blocks, 1, 1 << 30, "KV blocks of one instance");
  require_range("kv.watermark", kv.watermark, 0, 0.99, "part of GPU memory to be left free");
  require_range("kv.cpu_blocks", kv.cpu_blocks, 0, 1 << 30, "blocks of the CPU tier");
  require_range("kv.transfer_tokens_per_us", kv.transfer_tokens_per_us, 1e-9, 1e12,
                "bandwidth between the tiers");
  require_range("kv.transfer_base_us", static_cast<double>(kv.transfer_base_us), 0, kLongestUs,
                "fixed cost of moving a block");
  check_tiers(kv.tiers);
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
  require_range("cache_event_delay_us", static_cast<double>(scenario.cache_event_delay_us), 0,
                kLongestUs, "staleness of the cache directory");
  require_range("predictor.log_error", scenario.predictor.log_error, 0, 10,
                "standard deviation of the logarithm of predicted / true length");
  require_range("predictor.log_bias", scenario.predictor.log_bias, -10, 10,
                "mean of the logarithm of predicted / true length");
  if (scenario.horizon_us < 1) {
    throw Problem("horizon_us", fmt::format("{} is out of range", scenario.horizon_us),
                  "end of simulated time", "give at least 1");
  }
}

}  // namespace servesweep::engine
