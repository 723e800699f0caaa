#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers short waiting queues, absolutely: up to 0.5, so that other scorers decide between idle
/// instances.
class LoadAwareScorer : public Scorer {
 public:
  explicit LoadAwareScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;

 private:
  double threshold_;
};

}  // namespace servesweep::engine
