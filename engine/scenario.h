#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/latency_spec.h"
#include "engine/policy/policy_spec.h"
#include "engine/profile.h"

namespace servesweep::engine {

/// Bumped whenever the same scenario and requests may give other numbers: part of every run key.
inline constexpr int kSemanticsVersion = 6;

/// A tier of KV memory below the GPUs' that holds copies: CPU memory, disk. Both directions of its
/// link have this bandwidth, and it is the link to GPU memory for loads from it.
struct TierSpec {
  std::string name;
  std::int32_t blocks = 0;
  double tokens_per_us = 100.0;
  TimeUs base_us = 0;   ///< before each transfer
  bool serial = false;  ///< one transfer after the other (vLLM); false: they share the bandwidth
  std::string eviction = "lru";  ///< which copies go first, of tier_orders()
};

/// KV memory of one instance. `cpu_blocks` is the tier that the reference moves blocks to; `tiers`
/// hold copies, the nearest one first.
struct KvSpec {
  std::int32_t block_tokens = 16;
  std::int32_t gpu_blocks = 1'000'000;
  double watermark = 0;  ///< part of GPU memory that admissions leave free while others run (vLLM)
  std::int32_t cpu_blocks = 0;
  double transfer_tokens_per_us = 100.0;
  TimeUs transfer_base_us = 0;
  std::vector<TierSpec> tiers{};
};

struct BatchSpec {
  std::int32_t max_running = 256;
  std::int32_t max_tokens_per_step = 2048;
};

/// The output-length predictor that policies may read, with its declared error.
struct PredictorSpec {
  enum class Kind : std::uint8_t {
    none,       ///< policies are told 0
    lognormal,  ///< true length × exp(bias + error·Z), Z standard normal, one draw per request
    oracle,     ///< the true length: a bound, not implementable
  };
  Kind kind = Kind::none;
  double log_error = 0.5;  ///< standard deviation of the logarithm
  double log_bias = 0;     ///< mean of the logarithm
};

/// Everything that fixes one simulation except its requests: the cluster and one policy per
/// extension point. Values over shared state: copy it, change it, simulate it.
struct Scenario {
  Profile profile = Profile::vllm_v1;
  ProfileSwitches switches = switches_of(Profile::vllm_v1);
  std::int32_t instances = 1;
  LatencySpec latency;
  KvSpec kv;
  BatchSpec batch;
  PolicySpec admission{.policy = "always-admit", .parameters = {}, .scorers = {}};
  PolicySpec routing{.policy = "round-robin", .parameters = {}, .scorers = {}};
  PolicySpec scheduling{.policy = "fcfs", .parameters = {}, .scorers = {}};
  PolicySpec priority{.policy = "constant", .parameters = {}, .scorers = {}};
  PolicySpec chunking{.policy = "fixed", .parameters = {}, .scorers = {}};
  PolicySpec reservation{.policy = "none", .parameters = {}, .scorers = {}};
  PolicySpec preemption{.policy = "tail", .parameters = {}, .scorers = {}};
  PolicySpec eviction{.policy = "lru", .parameters = {}, .scorers = {}};
  PolicySpec offload{.policy = "threshold", .parameters = {}, .scorers = {}};
  TimeUs admission_latency_us = 0;
  TimeUs routing_latency_us = 0;
  TimeUs signal_refresh_us = 0;     ///< age up to which routers read InstanceReport; 0 = live
  TimeUs cache_event_delay_us = 0;  ///< staleness of the CacheDirectory; 0 = live
  PredictorSpec predictor;
  TimeUs horizon_us = kForever;

  /// Takes all of a profile's switches.
  void follow(Profile which) {
    profile = which;
    switches = switches_of(which);
  }
};

}  // namespace servesweep::engine
