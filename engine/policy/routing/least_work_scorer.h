#pragma once

#include "engine/policy/routing/scorer.h"
#include "engine/policy/routing/work_estimate.h"

namespace servesweep::engine {

/// Routing by least work as a part of a blend: 1 for the least, 0 for the most, as llm-d scores
/// queues, so that it holds its own against a weight on prefixes.
class LeastWorkScorer : public Scorer {
 public:
  explicit LeastWorkScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  void score(const ClusterView& view, ScoreSum scores) override;
  void routed(const ClusterView& view, InstanceId chosen) override;
  [[nodiscard]] const PrefixBelief* belief() const override { return &belief_; }
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }

 private:
  PrefixBelief belief_;
  WorkEstimate estimate_;
  std::vector<double> work_us_;  ///< scratch
};

}  // namespace servesweep::engine
