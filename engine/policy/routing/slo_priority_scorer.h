#pragma once

#include "engine/policy/routing/queue_depth_scorer.h"

namespace servesweep::engine {

/// The queue-depth score, felt strongly by critical requests and weakly by sheddable ones.
class SloPriorityScorer : public QueueDepthScorer {
 public:
  explicit SloPriorityScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void score(const ClusterView& view, ScoreSum scores) override;

 private:
  double bias_critical_, bias_sheddable_;
};

}  // namespace servesweep::engine
