#pragma once

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers instances with little uncached work, that of this request included.
class UncachedTokensScorer : public Scorer {
 public:
  explicit UncachedTokensScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override { belief_.reset(instances); }
  void score(const ClusterView& view, ScoreSum scores) override;
  void routed(const ClusterView& view, InstanceId chosen) override { belief_.routed(view, chosen); }
  [[nodiscard]] const PrefixBelief* belief() const override { return &belief_; }
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }

 private:
  PrefixBelief belief_;
  double cap_tokens_;
};

}  // namespace servesweep::engine
