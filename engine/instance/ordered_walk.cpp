#include "engine/instance/ordered_walk.h"

#include <algorithm>

namespace servesweep::engine {

void OrderedWalk::serve(FormingStep& forming, bool tokens_suffice) {
  list_running(!tokens_suffice);
  held_back_.clear();
  for (const Slot slot : running_.prefilling()) running_.at(slot).scheduled_tokens = 0;
  for (const Slot slot : order_) {
    const std::int64_t admission_number = running_.at(slot).admission_number;
    if (serve_one(slot, forming)) continue;
    skip_from(admission_number, forming);
    break;
  }
  // Decodes that nobody looked at have got their token. (If one of those lost it again, the count
  // may be below zero here, and the budget is the higher.)
  const auto decodes = running_.decoding().size() - static_cast<std::int32_t>(held_back_.size());
  forming.budget_tokens -= decodes - forming.step.decode_tokens;
  forming.step.decode_tokens = decodes;
}

/// Preemptions change the running list while it is walked.
void OrderedWalk::list_running(bool all) {
  order_.clear();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = running_.next(slot)) {
    if (all || !gets_only_a_token(running_.at(slot))) order_.push_back(slot);
  }
}

/// Most decodes: neither blocks nor what others find changes, and the last step served it, too.
bool OrderedWalk::gets_only_a_token(const ActiveRequest& request) const {
  return request.phase == Phase::decode && !running_.needs_block(request) && !request.publishes &&
         request.held_back_since_us == kNever;
}

/// False if nobody from it on can be served. It may have been preempted since it was listed.
bool OrderedWalk::serve_one(Slot slot, FormingStep& forming) {
  const Phase phase = running_.at(slot).phase;
  if (phase != Phase::prefill && phase != Phase::decode) return true;
  if (forming.budget_tokens <= 0) return false;
  return phase == Phase::prefill ? serve_prefill(slot, forming) : serve_decode(slot, forming);
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
  --forming.budget_tokens;
  ++forming.step.decode_tokens;
  resume(slot, forming.step);
  return true;
}

/// Decodes from there on in running order get no token.
void OrderedWalk::skip_from(std::int64_t admission_number, FormingStep& forming) {
  for (Slot slot = running_.first(); slot != kNoSlot; slot = running_.next(slot)) {
    const ActiveRequest& request = running_.at(slot);
    if (request.admission_number < admission_number || request.phase != Phase::decode) continue;
    skip(slot, forming);
  }
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
