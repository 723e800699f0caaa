#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers instances with few of the gateway's own requests, relative to the busiest one.
class ActiveRequestScorer : public Scorer {
 public:
  explicit ActiveRequestScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;

 private:
  double idle_load_, highest_busy_;
};

}  // namespace servesweep::engine
