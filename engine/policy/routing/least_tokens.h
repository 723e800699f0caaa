#pragma once

#include <vector>

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Work-aware: joins the least uncached work including its own, in prompt tokens.
class LeastTokens : public RoutingPolicy {
 public:
  explicit LeastTokens(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }
  /// −work.
  [[nodiscard]] std::span<const double> scores() const override { return scores_; }

 private:
  PrefixBelief belief_;
  double decode_tokens_;
  std::vector<double> scores_;
};

}  // namespace servesweep::engine
