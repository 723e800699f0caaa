#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers small running batches, as instances report them, relative to the others.
class RunningRequestsScorer : public Scorer {
 public:
  explicit RunningRequestsScorer(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;
};

}  // namespace servesweep::engine
