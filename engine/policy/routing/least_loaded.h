#pragma once

#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// The instance with the fewest requests.
class LeastLoaded : public RoutingPolicy {
 public:
  explicit LeastLoaded(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t) override {}
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
};

}  // namespace servesweep::engine
