#pragma once

#include "engine/policy/draws.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Any instance, all equally likely: the bound that says what routing is worth.
class RandomRouting : public RoutingPolicy {
 public:
  explicit RandomRouting(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t) override {}
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;

 private:
  Draws draws_;
};

}  // namespace servesweep::engine
