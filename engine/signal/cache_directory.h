#pragma once

#include <span>

#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// Leading full prompt blocks of one request that one instance holds.
struct CacheMatch {
  std::int32_t gpu_blocks = 0;         ///< from block 0, without a gap, in GPU memory
  std::int32_t lower_tier_blocks = 0;  ///< the blocks right behind those, in lower tiers
};

/// What the gateway knows of the instances' caches from their events (block stored, block removed).
/// Owner: the caches; staleness: Scenario::cache_event_delay_us. "Precise" prefix routing reads it;
/// approximate routing keeps an index of its own decisions instead.
class CacheDirectory {
 public:
  virtual ~CacheDirectory() = default;
  /// Writes one match per instance.
  virtual void match(const RequestFacts& request, std::span<CacheMatch> matches) const = 0;
};

}  // namespace servesweep::engine
