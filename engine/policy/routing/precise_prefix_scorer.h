#pragma once

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Share of the prompt's full blocks that the caches' events say the instance holds; a block in a
/// lower tier counts for less.
class PrecisePrefixScorer : public Scorer {
 public:
  explicit PrecisePrefixScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override { belief_.reset(instances); }
  void score(const ClusterView& view, ScoreSum scores) override;
  [[nodiscard]] const PrefixBelief* belief() const override { return &belief_; }
  [[nodiscard]] bool needs_cache_directory() const override { return true; }

 private:
  PrefixBelief belief_{true};
  double lower_tier_weight_, length_weight_;
};

}  // namespace servesweep::engine
