#include "engine/instance/preemption.h"

namespace servesweep::engine {

void Preemption::reset(const ProfileSwitches& switches, const PreemptionPolicy& policy,
                       const StepCost& cost) {
  switches_ = switches;
  policy_ = &policy;
  cost_ = cost;
  count_ = 0;
  outgrown_.clear();
}

bool Preemption::make_room(Slot asking, FormingStep& forming) {
  // The last one running would preempt itself for ever while others wait with what they loaded.
  if (running_.size() == 1 && loads_.enabled() && loads_.give_up_one(asking)) return true;
  const Slot victim = choose_victim(forming.now_us);
  preempt(victim, asking, forming);
  return victim != asking;
}

Slot Preemption::choose_victim(TimeUs now_us) {
  if (policy_->takes_the_last()) return running_.last();
  running_facts_.clear();
  candidates_.clear();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = running_.next(slot)) {
    const ActiveRequest& request = running_.at(slot);
    const bool decodes = request.phase == Phase::decode;
    candidates_.push_back(slot);
    running_facts_.push_back(
        {.request = request.facts,
         .priority = request.admission_priority,
         .computed_tokens = decodes ? running_.stored_tokens(request) : request.computed_tokens,
         .generated_tokens = running_.generated_tokens(request)});
  }
  const std::size_t chosen = policy_->victim(running_facts_, {.now_us = now_us,
                                                              .waiting = waiting_.size(),
                                                              .instance = waiting_.instance(),
                                                              .running = running_.size(),
                                                              .cost = cost_});
  SERVESWEEP_EXPECT(chosen < candidates_.size());
  return candidates_[chosen];
}

void Preemption::preempt(Slot victim, Slot asking, FormingStep& forming) {
  ActiveRequest& request = running_.at(victim);
  running_.remove(victim);
  ++forming.preempted;
  if (request.phase == Phase::ending) {  // its last token is under way: it needs no memory for it
    kv_.release(request.stored_tokens, request.holding, false, user_of(request));
    request.phase = Phase::evicted;
  } else {
    give_up_progress(victim, asking, forming);
    if (kv_.blocks_for(request.prefill_target_tokens) > kv_.gpu_blocks()) {
      request.phase = Phase::outgrown;
      outgrown_.push_back(victim);
      return;
    }
    request.phase = Phase::waiting;
    waiting_.push_front(victim);
  }
  ++count_;
  ++request.record.preemptions;
}

/// Frees the memory of a preempted request; its generated tokens become part of what it has to
/// compute again.
void Preemption::give_up_progress(Slot victim, Slot asking, FormingStep& forming) {
  ActiveRequest& request = running_.at(victim);
  std::int32_t stored = request.computed_tokens, unknown = 0;
  if (request.phase == Phase::prefill) {
    forming.budget_tokens += request.scheduled_tokens;  // 0 if its turn has not come yet
    running_.forget_prefill(victim);
  } else {
    // Who comes before the one that asks has been served in this very step.
    const std::int32_t served = running_.admitted_before(victim, asking) ? 1 : 0;
    stored = running_.stored_tokens(request) + served;
    unknown = give_up_decode(victim, served, forming);
  }
  kv_.release(stored, stored - unknown, request.holding, true, user_of(request));
  request.prefill_target_tokens = request.facts.input_tokens + request.generated_tokens;
  request.computed_tokens = request.scheduled_tokens = 0;
}

/// Returns how many of its stored tokens nobody knows yet: blocks that end in a token whose step is
/// in flight, or was to be this one, have no name.
std::int32_t Preemption::give_up_decode(Slot victim, std::int32_t served, FormingStep& forming) {
  ActiveRequest& request = running_.at(victim);
  StepInFlight& step = forming.step;
  running_.forget_decode(victim);
  forming.budget_tokens += served;
  step.decode_tokens -= served;
  step.full_blocks.erase_if([=](Slot slot) { return slot == victim; });
  take_back_late_token(victim, step);
  const bool held_back = request.held_back_since_us != kNever;
  const bool in_flight = forming.last_end_us > forming.now_us && !held_back &&
                         request.decode_since_step < running_.step() - 1;
  request.gap_since_us = held_back ? request.held_back_since_us : forming.last_end_us;
  // The reference books the time in which it was passed over on the decode stretch.
  request.last_token_us =
      switches_.real_time_accounting ? request.gap_since_us : forming.last_end_us;
  request.held_back_since_us = kNever;
  if (!held_back) step.passed_over.push_back(victim);
  step.preempted.push_back(victim);
  return switches_.async_scheduling ? served + (in_flight ? 1 : 0) : 0;
}

/// A request that had got a token late loses it again.
void Preemption::take_back_late_token(Slot slot, StepInFlight& step) {
  step.late_tokens.erase_if([&](const LateToken& late) {
    if (late.slot == slot) running_.at(slot).held_back_since_us = late.since_us;
    return late.slot == slot;
  });
}

}  // namespace servesweep::engine
