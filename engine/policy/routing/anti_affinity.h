#pragma once

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Flees the cache: the instance with the shortest match, of equals the least loaded. A negative
/// control that is balanced, so that it shows what prefix reuse alone is worth.
class AntiAffinity : public RoutingPolicy {
 public:
  explicit AntiAffinity(const Parameters& parameters) : belief_(parameters) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override { belief_.reset(instances); }
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }

 private:
  PrefixBelief belief_;
};

}  // namespace servesweep::engine
