#pragma once

#include <vector>

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Spreads cold prompts: a request that nobody has cached prefers the instance that was given a
/// cold one least recently. Indifferent to all others.
class NoHitLruScorer : public Scorer {
 public:
  explicit NoHitLruScorer(const Parameters& parameters) : belief_(parameters) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  void score(const ClusterView& view, ScoreSum scores) override;
  void routed(const ClusterView& view, InstanceId chosen) override;
  [[nodiscard]] const PrefixBelief* belief() const override { return &belief_; }
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }

 private:
  PrefixBelief belief_;
  std::vector<std::size_t> order_;  ///< instances, never used ones first, then least recent first
};

}  // namespace servesweep::engine
