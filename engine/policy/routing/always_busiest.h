#pragma once

#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// The instance with the most requests: a negative control.
class AlwaysBusiest : public RoutingPolicy {
 public:
  explicit AlwaysBusiest(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t) override {}
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
};

}  // namespace servesweep::engine
