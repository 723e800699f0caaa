#pragma once

#include <cstdint>
#include <vector>

#include "engine/policy/draws.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Filters in a row: short queues, then the shortest of these, then the least KV memory in use; a
/// random one of the rest. The first scheduler of the Gateway API inference extension (its step for
/// LoRA adapters has no counterpart here).
class QueueThenKv : public RoutingPolicy {
 public:
  explicit QueueThenKv(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override { kept_.assign(instances, 0); }
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  /// 1 for those that were left.
  [[nodiscard]] std::span<const double> scores() const override { return kept_; }

 private:
  void keep_short_queues(const ClusterView& view);

  Draws draws_;
  double queue_limit_;
  std::vector<double> kept_;
};

}  // namespace servesweep::engine
