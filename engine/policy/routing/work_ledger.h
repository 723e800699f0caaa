#pragma once

#include <vector>

#include "engine/policy/pending_work.h"

namespace servesweep::engine {

/// Work of the instances from what the gateway itself has sent and which first tokens have come: a
/// replica of every engine's clock that knows only the calibrated StepCost. Prompt tokens queue; a
/// step takes as many as its budget admits and lasts as long as the cost says, so that work in
/// progress is done in proportion to the time that has passed, and not at once.
///
/// First tokens come when a step ends: then the replica's step ends, too, and what is in flight is
/// what is left. Between such events its queue is held to what is in flight: not more, since that
/// has no first token, and not less by more than two full steps, as many as an engine may have
/// under way.
class WorkLedger {
 public:
  void reset(std::size_t instances) { engines_.assign(instances, Engine{}); }
  /// Lets time pass until now.
  void look(const ClusterView& view);
  /// A request was sent; its tokens are in flight from the next look on.
  void sent(InstanceId instance, std::int32_t uncached_tokens) {
    Engine& engine = engines_[instance.index()];
    engine.queued_tokens += uncached_tokens;
    engine.expected_in_flight += uncached_tokens;
  }
  /// Decoding requests: all that are there, which is too many by those with prompts to compute.
  [[nodiscard]] PendingWork of(const ClusterView& view, std::size_t instance) const;

 private:
  struct Engine {
    double step_end_us = 0;               ///< of the step in progress, or of the last one
    double queued_tokens = 0;             ///< in no step yet
    std::int64_t expected_in_flight = 0;  ///< if no first token has come
  };
  static void let_run(const ClusterView& view, double decoding, Engine& engine);
  static void begin_step(const ClusterView& view, double decoding, Engine& engine);
  static void correct(const ClusterView& view, std::size_t instance, Engine& engine);

  std::vector<Engine> engines_;
};

}  // namespace servesweep::engine
