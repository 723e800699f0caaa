#pragma once

#include <vector>

#include "engine/instance/output_publisher.h"
#include "engine/instance/preemption.h"

namespace servesweep::engine {

/// Serves the running requests in a step in which token budget or KV memory does not suffice for
/// everybody: in running order, who comes later gets less or nothing, and memory is taken from the
/// preemption policy's victims. If only memory is short, decodes that need none of it
/// are passed by.
class OrderedWalk {
 public:
  OrderedWalk(RunningSet& running, KvCache& kv, Preemption& preemption, OutputPublisher& publisher)
      : running_(running), kv_(kv), preemption_(preemption), publisher_(publisher) {}

  void reset() { held_back_.clear(); }

  /// `tokens_suffice`: the budget is enough for everybody.
  void serve(FormingStep& forming, bool tokens_suffice);

  /// Some decodes were passed over by the last step.
  [[nodiscard]] bool holds_back() const { return !held_back_.empty(); }

  /// A step serves everybody: decodes that the last step passed over get a token again.
  void resume_all(StepInFlight& step) {
    for (const Slot slot : held_back_) resume(slot, step);
    held_back_.clear();
  }

 private:
  using Phase = ActiveRequest::Phase;

  void list_running(bool all);
  [[nodiscard]] bool gets_only_a_token(const ActiveRequest& request) const;
  [[nodiscard]] bool serve_one(Slot slot, FormingStep& forming);
  [[nodiscard]] bool serve_prefill(Slot slot, FormingStep& forming);
  [[nodiscard]] bool serve_decode(Slot slot, FormingStep& forming);
  void skip_from(std::int64_t admission_number, FormingStep& forming);
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
