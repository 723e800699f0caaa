#pragma once

#include <vector>

#include "engine/instance/output_publisher.h"
#include "engine/instance/preemption.h"

namespace servesweep::engine {

/// Serves the running requests in a step in which token budget or KV memory does not suffice for
/// everybody: in running order, who comes later gets less or nothing, and memory is taken from the
/// preemption policy's victims.
class OrderedWalk {
 public:
  OrderedWalk(RunningSet& running, KvCache& kv, Preemption& preemption, OutputPublisher& publisher)
      : running_(running), kv_(kv), preemption_(preemption), publisher_(publisher) {}

  void reset() { held_back_.clear(); }

  void serve(FormingStep& forming);

  /// Some decodes were passed over by the last step.
  [[nodiscard]] bool holds_back() const { return !held_back_.empty(); }

  /// A step serves everybody: decodes that the last step passed over get a token again.
  void resume_all(StepInFlight& step) {
    for (const Slot slot : held_back_) resume(slot, step);
    held_back_.clear();
  }

 private:
  using Phase = ActiveRequest::Phase;

  void list_running();
  /// Most decodes: neither blocks nor what others find changes, and the last step served it, too.
  [[nodiscard]] bool gets_only_a_token(Slot slot) const {
    const ActiveRequest& request = running_.at(slot);
    return request.phase == Phase::decode && !running_.needs_block(request) && !request.publishes &&
           request.held_back_since_us == kNever;
  }
  [[nodiscard]] bool serve_prefill(Slot slot, FormingStep& forming);
  [[nodiscard]] bool serve_decode(Slot slot, FormingStep& forming);
  void skip(Slot slot, FormingStep& forming);
  /// If earlier steps passed it over, it gets a token again.
  void resume(Slot slot, StepInFlight& step) {
    if (running_.at(slot).held_back_since_us != kNever) give_late_token(slot, step);
  }
  void give_late_token(Slot slot, StepInFlight& step);

  RunningSet& running_;
  KvCache& kv_;
  Preemption& preemption_;
  OutputPublisher& publisher_;
  std::vector<Slot> held_back_;  ///< decodes that the last step passed over
  std::vector<Slot> order_;      ///< scratch
};

}  // namespace servesweep::engine
