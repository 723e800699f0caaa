#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers instances with few requests, absolutely.
class LoadBalanceScorer : public Scorer {
 public:
  explicit LoadBalanceScorer(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;
};

}  // namespace servesweep::engine
