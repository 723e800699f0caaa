#pragma once

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Affinity while the loads are balanced, the least loaded instance when they are not: two regimes
/// with a switch.
class CacheAware : public RoutingPolicy {
 public:
  explicit CacheAware(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override { belief_.reset(instances); }
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }

 private:
  [[nodiscard]] InstanceId choose(const ClusterView& view) const;
  [[nodiscard]] bool imbalanced(const ClusterView& view) const;

  PrefixBelief belief_;
  double match_threshold_, absolute_threshold_, relative_threshold_;
};

}  // namespace servesweep::engine
