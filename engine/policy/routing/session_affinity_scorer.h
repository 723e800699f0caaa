#pragma once

#include "engine/policy/routing/scorer.h"
#include "engine/policy/routing/session_table.h"

namespace servesweep::engine {

/// 1 for the instance that served the previous turn of the conversation, else 0.
class SessionAffinityScorer : public Scorer {
 public:
  explicit SessionAffinityScorer(const Parameters& parameters) : table_(parameters) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t) override { table_.reset(); }
  void score(const ClusterView& view, ScoreSum scores) override;
  void routed(const ClusterView& view, InstanceId chosen) override { table_.bind(view, chosen); }

 private:
  SessionTable table_;
};

}  // namespace servesweep::engine
