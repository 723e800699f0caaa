#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Prefers instances with free KV memory.
class KvUtilizationScorer : public Scorer {
 public:
  explicit KvUtilizationScorer(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;
};

}  // namespace servesweep::engine
