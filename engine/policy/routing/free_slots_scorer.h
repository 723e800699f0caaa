#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers instances whose batch has places left, absolutely: queue depths only compare.
class FreeSlotsScorer : public Scorer {
 public:
  explicit FreeSlotsScorer(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;
};

}  // namespace servesweep::engine
