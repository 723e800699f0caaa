#pragma once

#include <span>

#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// What the gateway (admission and routing) sees when it decides about one request. Shape of every
/// span: one element per instance.
///
/// | signal          | owner               | staleness               |
/// |-----------------|---------------------|-------------------------|
/// | load            | router's own count  | none                    |
/// | used_kv_blocks  | instance, reported  | Scenario::signal_refresh_us |
///
/// load = waiting + running + routed but not yet queued.
struct ClusterView {
  TimeUs now_us = 0;
  RequestFacts request;
  std::int32_t block_tokens = 16;
  std::int32_t gpu_blocks = 1;  ///< KV capacity of one instance
  std::span<const std::int32_t> load;
  std::span<const std::int32_t> used_kv_blocks;

  [[nodiscard]] std::size_t instances() const { return load.size(); }
};

}  // namespace servesweep::engine
