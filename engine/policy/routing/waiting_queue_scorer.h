#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers short waiting queues, as instances report them, relative to the others.
class WaitingQueueScorer : public Scorer {
 public:
  explicit WaitingQueueScorer(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;
};

}  // namespace servesweep::engine
