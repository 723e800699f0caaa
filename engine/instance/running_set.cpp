#include "engine/instance/running_set.h"

#include <algorithm>

namespace servesweep::engine {

void RunningSet::reset(std::int32_t block_tokens) {
  running_.clear();
  prefilling_.clear();
  decoding_.reset(block_tokens, table_);
  block_tokens_ = block_tokens;
  size_ = 0;
  step_ = admissions_ = 0;
  phase_ = 0;
  limits_lifted_ = false;
  prefill_backlog_tokens_ = decode_context_tokens_ = 0;
}

void RunningSet::sort_several(std::span<Slot> slots) const {
  std::ranges::sort(slots, {}, [this](Slot slot) { return at(slot).admission_number; });
}

void RunningSet::admit(Slot slot, std::int32_t cached_tokens, std::int32_t tokens) {
  ActiveRequest& request = at(slot);
  request.phase = Phase::prefill;
  request.scheduled_tokens = tokens;
  request.computed_tokens = cached_tokens + tokens;
  prefill_backlog_tokens_ += request.prefill_target_tokens - request.computed_tokens;
  request.admission_number = admissions_++;
  request.admitted_in_step = step_;
  running_.push_back(table_, slot);
  prefilling_.push_back(slot);
  ++size_;
}

void RunningSet::postpone(Slot slot) {
  ActiveRequest& request = at(slot);
  decoding_.remove(slot, request.publishes);
  ++request.skipped_steps;
  ++request.finish_step;
  request.new_block_phase = (request.new_block_phase + 1) % block_tokens_;
  decoding_.add(slot, request.publishes);
}

std::int64_t RunningSet::steps_to_finish() {
  std::int64_t steps = decoding_.no_finish_before(step_ + 1) - step_;
  for (const Slot slot : prefilling_) {
    steps = std::min<std::int64_t>(steps, at(slot).final_tokens() - at(slot).generated_tokens);
  }
  return steps;
}

void RunningSet::forget_prefill(Slot slot) {
  prefill_backlog_tokens_ -= at(slot).prefill_target_tokens - at(slot).computed_tokens;
  std::erase(prefilling_, slot);
}

void RunningSet::forget_decode(Slot slot) {
  ActiveRequest& request = at(slot);
  const std::int32_t decoded = decoded_tokens(request);
  decode_context_tokens_ -= request.prefill_target_tokens + decoded;
  request.generated_tokens += decoded;
  decoding_.remove(slot, request.publishes);
}

void RunningSet::settle(StepInFlight& step) {
  decode_context_tokens_ += step.decode_tokens;
  decoding_.collect_due(step_, step.last_tokens);
  for (const Slot slot : step.last_tokens) end_decode(slot);
  if (!prefilling_.empty()) complete_prompts(step);
  sort_by_admission(step.last_tokens);
}

void RunningSet::end_decode(Slot slot) {
  ActiveRequest& request = at(slot);
  const std::int32_t decoded = decoded_tokens(request, step_);
  decoding_.remove(slot, request.publishes);
  request.stored_tokens = request.prefill_target_tokens + decoded;
  request.generated_tokens += decoded;
  decode_context_tokens_ -= request.stored_tokens;
  request.phase = Phase::ending;
}

void RunningSet::complete_prompts(StepInFlight& step) {
  std::erase_if(prefilling_, [&](Slot slot) {
    if (at(slot).computed_tokens < at(slot).prefill_target_tokens) return false;
    enter_decode(slot, step);
    return true;
  });
}

/// This step completes a prompt.
void RunningSet::enter_decode(Slot slot, StepInFlight& step) {
  ActiveRequest& request = at(slot);
  step.first_tokens.push_back(slot);
  ++request.generated_tokens;
  request.decode_since_step = step_;
  request.skipped_steps = 0;
  request.stored_tokens = request.prefill_target_tokens;
  if (request.generated_tokens >= request.final_tokens()) {
    request.phase = Phase::ending;
    request.finish_step = step_;
    step.last_tokens.push_back(slot);
    return;
  }
  request.phase = Phase::decode;
  request.finish_step = step_ + request.final_tokens() - request.generated_tokens;
  decode_context_tokens_ += request.prefill_target_tokens;
  const std::int32_t room =
      (block_tokens_ - request.prefill_target_tokens % block_tokens_) % block_tokens_;
  request.new_block_phase = static_cast<std::int32_t>((step_ + 1 + room) % block_tokens_);
  decoding_.add(slot, request.publishes);
}

}  // namespace servesweep::engine
