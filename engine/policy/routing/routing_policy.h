#pragma once

#include <span>

#include "engine/policy/parameters.h"
#include "engine/signal/cluster_view.h"
#include "engine/signal/routing_decision.h"

namespace servesweep::engine {

/// Chooses the instance that serves a request.
class RoutingPolicy {
 public:
  virtual ~RoutingPolicy() = default;
  /// Forgets everything: a new run with this many instances begins.
  virtual void reset(std::size_t instances) = 0;
  [[nodiscard]] virtual RoutingDecision route(const ClusterView& view) = 0;
  /// True if it reads ClusterView::directory, which costs the gateway an event per change of a
  /// cache.
  [[nodiscard]] virtual bool needs_cache_directory() const { return false; }
  /// Totals per instance of the last decision; empty if the policy has no scores.
  [[nodiscard]] virtual std::span<const double> scores() const { return {}; }
};

/// Index of the smallest element; the first one if several are equal.
[[nodiscard]] InstanceId first_smallest(std::span<const std::int32_t> values);

}  // namespace servesweep::engine
