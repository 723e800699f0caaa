#pragma once

#include <vector>

#include "engine/base/fifo.h"
#include "engine/policy/draws.h"
#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// The first instance with the longest match, whatever its load, if little of the prompt is missing
/// there; otherwise a conversation's own instance by hash; otherwise the one that was sent the
/// fewest requests lately. Source: production-stack, kvaware over an LMCache lookup.
class KvAware : public RoutingPolicy {
 public:
  explicit KvAware(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return true; }

 private:
  struct Sent {
    TimeUs at_us = 0;
    InstanceId instance;
  };
  /// Leading tokens there, in whole chunks.
  [[nodiscard]] std::int32_t matched_tokens(std::size_t instance) const;
  [[nodiscard]] InstanceId choose(const ClusterView& view) const;
  void forget_old(TimeUs now_us);
  void remember(TimeUs now_us, InstanceId chosen);

  PrefixBelief belief_{true};
  std::uint64_t seed_;
  std::int32_t chunk_tokens_, threshold_tokens_;
  TimeUs window_us_;
  Fifo<Sent> sent_;                   ///< within the window, oldest first
  std::vector<std::int32_t> counts_;  ///< of them per instance; −1 before its very first
};

}  // namespace servesweep::engine
