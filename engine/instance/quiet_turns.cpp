#include "engine/instance/quiet_turns.h"

#include <algorithm>

namespace servesweep::engine {

bool QuietTurns::may_follow() const {
  if (!batch_.only_decodes() || steps_.size() < steps_.depth()) return false;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (!steps_.at(i).quiet()) return false;
  }
  return true;
}

QuietTurns::Stride QuietTurns::take(TimeUs& next_turn_us, TimeUs until_us) {
  const std::int64_t steps_before = batch_.running().step();
  Stride stride;
  bool going = true;
  while (going && next_turn_us <= until_us) {
    going = is_steady(next_turn_us) ? steady_turns(next_turn_us, until_us, stride)
                                    : turn(next_turn_us, stride);
  }
  stride.steps = batch_.running().step() - steps_before;
  return stride;
}

/// The next turn, if it is quiet; else false, and nothing happens.
bool QuietTurns::turn(TimeUs& next_turn_us, Stride& stride) {
  const TimeUs now_us = next_turn_us;
  if (!batch_.form_quiet(now_us)) return false;
  if (steps_.empty()) {
    execute(steps_.next(), now_us, stride);
    progress_.delivered_quiet(steps_.oldest());
  } else {
    progress_.delivered_quiet(steps_.oldest());
    steps_.pop();
    execute(steps_.next(), now_us, stride);
    steps_.push();
  }
  next_turn_us = steps_.oldest().end_us();
  stride.last_us = now_us;
  return true;
}

void QuietTurns::execute(StepInFlight& step, TimeUs now_us, Stride& stride) {
  step.clear();
  step.number = batch_.running().step();
  step.scheduled_us = now_us;
  step.start_us = std::max(now_us, steps_.last_end_us());
  step.length_us = latency_->step_us(batch_.quiet_work());
  step.stall_sum_us = steps_.stall_sum_us();
  step.decode_requests = step.decode_tokens = decodes();
  step.waiting_after = 0;
  step.batch = batch_.size();
  step.prefill_tokens = 0;
  step.used_blocks = kv_.used_blocks();
  progress_.formed_quiet(step);
  steps_.book(step);
  stride.block_time += step.used_blocks * step.length_us;
}

/// Whether quiet turns would repeat what the one before them did, only later: steps that all have
/// the same length follow each other at once, and so do their tokens.
bool QuietTurns::is_steady(TimeUs next_turn_us) const {
  const StepInFlight& oldest = steps_.oldest();
  const StepInFlight& newest = steps_.newest();
  const TimeUs length_us = oldest.length_us;
  if (length_us == 0 || latency_->depends_on_context()) return false;
  if (oldest.end_us() != next_turn_us || newest.number != batch_.running().step()) return false;
  const auto alike = [&](const StepInFlight& step) {
    return step.length_us == length_us && step.decode_tokens == decodes() &&
           step.prefill_tokens == 0;
  };
  if (!alike(oldest) || !alike(newest) || latency_->step_us(batch_.quiet_work()) != length_us) {
    return false;
  }
  const auto undelivered = static_cast<std::int64_t>(steps_.size());
  return progress_.delivered_steps() + undelivered == newest.number &&
         (steps_.empty() || progress_.gap_us(oldest) == progress_.gap_after_us(length_us));
}

/// The next turns in a steady state, as far as they are quiet; else false, and nothing happens.
bool QuietTurns::steady_turns(TimeUs& next_turn_us, TimeUs until_us, Stride& stride) {
  const std::int64_t steps_before = batch_.running().step();
  const TimeUs length_us = steps_.oldest().length_us;
  std::int64_t used_blocks_sum = 0;
  while (next_turn_us <= until_us) {
    std::int64_t formed = batch_.form_calm((until_us - next_turn_us) / length_us + 1);
    if (formed == 0 && batch_.form_quiet(next_turn_us)) formed = 1;
    if (formed == 0) break;
    next_turn_us += formed * length_us;
    used_blocks_sum += formed * kv_.used_blocks();
  }
  const std::int64_t turns = batch_.running().step() - steps_before;
  if (turns == 0) return false;
  progress_.repeated(steps_.oldest(), turns);
  steps_.repeat(turns);
  stride.last_us = next_turn_us - length_us;
  stride.block_time += used_blocks_sum * length_us;
  return true;
}

}  // namespace servesweep::engine
