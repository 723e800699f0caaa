#pragma once

#include <vector>

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/policy/routing/work_estimate.h"

namespace servesweep::engine {

/// Joins the least uncached work, in time: the step in progress counts for what is left of it.
class LeastWork : public RoutingPolicy {
 public:
  explicit LeastWork(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }
  /// −µs.
  [[nodiscard]] std::span<const double> scores() const override { return scores_; }

 private:
  PrefixBelief belief_;
  WorkEstimate estimate_;
  std::vector<double> scores_;
};

}  // namespace servesweep::engine
