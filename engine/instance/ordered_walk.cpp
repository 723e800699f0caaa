#include "engine/instance/ordered_walk.h"

#include <algorithm>

namespace servesweep::engine {

void OrderedWalk::serve(FormingStep& forming) {
  held_back_.clear();
  list_running();
  bool going = true;
  for (const Slot slot : order_) {
    if (going && forming.budget_tokens > 0 && gets_only_a_token(slot)) {
      running_.at(slot).scheduled_tokens = 1;
      --forming.budget_tokens;
      ++forming.step.decode_tokens;
      continue;
    }
    const Phase phase = running_.at(slot).phase;  // changes if it is preempted on the way
    if (phase != Phase::prefill && phase != Phase::decode) continue;
    going = going && forming.budget_tokens > 0 &&
            (phase == Phase::prefill ? serve_prefill(slot, forming) : serve_decode(slot, forming));
    if (!going && running_.at(slot).phase == Phase::decode) skip(slot, forming);
  }
}

/// Preemptions change the running list while it is walked.
void OrderedWalk::list_running() {
  order_.resize(static_cast<std::size_t>(running_.size()));
  auto place = order_.begin();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = running_.next(slot)) {
    *place++ = slot;
    running_.at(slot).scheduled_tokens = 0;
  }
}

bool OrderedWalk::serve_prefill(Slot slot, FormingStep& forming) {
  ActiveRequest& request = running_.at(slot);
  const std::int32_t done = request.computed_tokens;
  const std::int32_t tokens = static_cast<std::int32_t>(std::min<std::int64_t>(
      running_.chunk_tokens(request, request.prefill_target_tokens - done), forming.budget_tokens));
  while (!kv_.extend(request.facts.content, done, done + tokens, request.holding)) {
    if (!preemption_.make_room(slot, forming)) return false;
  }
  running_.compute(request, tokens);
  request.scheduled_tokens = tokens;
  forming.budget_tokens -= tokens;
  return true;
}

bool OrderedWalk::serve_decode(Slot slot, FormingStep& forming) {
  ActiveRequest& request = running_.at(slot);
  if (running_.needs_block(request)) {
    while (kv_.free_blocks() == 0) {
      if (!preemption_.make_room(slot, forming)) return false;
    }
    kv_.take(1);
  }
  if (request.publishes && running_.completes_block(request)) {
    publisher_.complete(slot, forming.step);
  }
  request.scheduled_tokens = 1;
  --forming.budget_tokens;
  ++forming.step.decode_tokens;
  resume(slot, forming.step);
  return true;
}

void OrderedWalk::skip(Slot slot, FormingStep& forming) {
  ActiveRequest& request = running_.at(slot);
  forming.skipped_context_tokens += running_.stored_tokens(request);
  running_.postpone(slot);
  if (request.held_back_since_us == kNever) {
    request.held_back_since_us = forming.last_end_us;
    forming.step.passed_over.push_back(slot);
  }
  held_back_.push_back(slot);
}

void OrderedWalk::give_late_token(Slot slot, StepInFlight& step) {
  ActiveRequest& request = running_.at(slot);
  step.late_tokens.push_back({.slot = slot, .since_us = request.held_back_since_us});
  request.held_back_since_us = kNever;
}

}  // namespace servesweep::engine
