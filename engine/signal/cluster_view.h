#pragma once

#include <span>

#include "engine/signal/cache_directory.h"
#include "engine/signal/instance_report.h"
#include "engine/signal/request_facts.h"
#include "engine/signal/step_cost.h"

namespace servesweep::engine {

/// What the gateway (admission and routing) sees when it decides about one request. Shape of every
/// span: one element per instance.
///
/// | signal                  | owner                 | staleness                      |
/// |-------------------------|-----------------------|--------------------------------|
/// | load                    | gateway's own count   | none                           |
/// | inflight_prefill_tokens | gateway's own count   | none                           |
/// | used_kv_blocks          | instance, reported    | Scenario::signal_refresh_us    |
/// | reports                 | instance, reported    | Scenario::signal_refresh_us    |
/// | directory               | caches, by events     | Scenario::cache_event_delay_us |
///
/// load: requests sent there that have not left. inflight_prefill_tokens: their prompt tokens minus
/// what the router expected in the cache, from dispatch to the first token. used_kv_blocks:
/// referenced GPU blocks; apart from the other reports because most routers want this one of all
/// instances.
struct ClusterView {
  TimeUs now_us = 0;
  RequestFacts request;
  std::int32_t block_tokens = 16;
  std::int32_t gpu_blocks = 1;                            ///< KV capacity of one instance
  std::int32_t max_running = 1, max_tokens_per_step = 1;  ///< limits of one instance
  StepCost cost{};
  std::span<const std::int32_t> load;
  std::span<const std::int64_t> inflight_prefill_tokens{};
  std::span<const std::int32_t> used_kv_blocks{};
  std::span<const InstanceReport> reports{};
  const CacheDirectory* directory = nullptr;  ///< only for policies that ask for one

  [[nodiscard]] std::size_t instances() const { return load.size(); }
};

}  // namespace servesweep::engine
