#pragma once

#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Instances in turn.
class RoundRobin : public RoutingPolicy {
 public:
  explicit RoundRobin(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;

 private:
  std::size_t next_ = 0;
};

}  // namespace servesweep::engine
