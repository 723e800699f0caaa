#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// 1 for the least loaded instance, 0 for the most loaded, linear between; 1 for all if equal.
class QueueDepthScorer : public Scorer {
 public:
  explicit QueueDepthScorer(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;
};

}  // namespace servesweep::engine
