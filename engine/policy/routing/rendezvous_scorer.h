#pragma once

#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// The same instance for the same beginning of a prompt, without a memory: all gateways agree.
class RendezvousScorer : public Scorer {
 public:
  explicit RendezvousScorer(const Parameters& parameters)
      : tokens_(static_cast<std::int32_t>(parameters.integer("tokens"))) {}
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;

 private:
  std::int32_t tokens_;
};

}  // namespace servesweep::engine
