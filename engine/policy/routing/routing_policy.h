#pragma once

#include <span>

#include "engine/policy/parameters.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// Chooses the instance that serves a request.
class RoutingPolicy {
 public:
  virtual ~RoutingPolicy() = default;
  /// Forgets everything: a new run with this many instances begins.
  virtual void reset(std::size_t instances) = 0;
  [[nodiscard]] virtual InstanceId route(const ClusterView& view) = 0;
  /// Totals per instance of the last decision; empty if the policy has no scores.
  [[nodiscard]] virtual std::span<const double> scores() const { return {}; }
};

/// Index of the smallest element; the first one if several are equal.
[[nodiscard]] InstanceId first_smallest(std::span<const std::int32_t> values);

}  // namespace servesweep::engine
