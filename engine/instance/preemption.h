#pragma once

#include <vector>

#include "engine/instance/policies.h"
#include "engine/instance/prefix_loads.h"
#include "engine/instance/running_set.h"
#include "engine/instance/waiting_queue.h"

namespace servesweep::engine {

/// Takes KV memory from running requests, which have to compute everything again: what they have
/// generated becomes part of their prompt.
class Preemption {
 public:
  Preemption(RunningSet& running, WaitingQueue& waiting, KvCache& kv, PrefixLoads& loads)
      : running_(running), waiting_(waiting), kv_(kv), loads_(loads) {}

  void reset(const ProfileSwitches& switches, const PreemptionPolicy& policy, const StepCost& cost);

  /// Preempts one request so that `asking` can try again; false if the victim was `asking` itself.
  /// Precondition: in this step everybody before `asking` in running order was served, and nobody
  /// behind it.
  [[nodiscard]] bool make_room(Slot asking, FormingStep& forming);

  [[nodiscard]] std::int64_t count() const { return count_; }
  /// Requests that left in the step being formed and can never come back: prompt and tokens so far
  /// exceed the whole KV memory.
  [[nodiscard]] const std::vector<Slot>& outgrown() const { return outgrown_; }
  void begin_step() { outgrown_.clear(); }

 private:
  using Phase = ActiveRequest::Phase;

  [[nodiscard]] Slot choose_victim(TimeUs now_us);
  void preempt(Slot victim, Slot asking, FormingStep& forming);
  void give_up_progress(Slot victim, Slot asking, FormingStep& forming);
  [[nodiscard]] std::int32_t give_up_decode(Slot victim, std::int32_t served, FormingStep& forming);
  void take_back_late_token(Slot slot, StepInFlight& step);

  RunningSet& running_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  PrefixLoads& loads_;
  const PreemptionPolicy* policy_ = nullptr;
  ProfileSwitches switches_;
  StepCost cost_;
  std::int64_t count_ = 0;
  std::vector<Slot> outgrown_;
  std::vector<Slot> candidates_;             ///< scratch
  std::vector<RunningFacts> running_facts_;  ///< scratch
};

}  // namespace servesweep::engine
