#pragma once

#include "engine/policy/draws.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// The better of two random instances: nearly as balanced as the best of all, and many routers do
/// not herd.
class PowerOfTwo : public RoutingPolicy {
 public:
  explicit PowerOfTwo(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t) override {}
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;

 private:
  Draws draws_;
  bool by_tokens_;
};

}  // namespace servesweep::engine
