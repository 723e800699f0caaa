#pragma once

#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Share of the prompt's full blocks that the router believes the instance has cached, from an
/// approximate index of its own past decisions.
class PrefixAffinityScorer : public Scorer {
 public:
  explicit PrefixAffinityScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override { belief_.reset(instances); }
  void score(const ClusterView& view, ScoreSum scores) override;
  void routed(const ClusterView& view, InstanceId chosen) override { belief_.routed(view, chosen); }
  [[nodiscard]] const PrefixBelief* belief() const override { return &belief_; }

 private:
  PrefixBelief belief_;
};

}  // namespace servesweep::engine
