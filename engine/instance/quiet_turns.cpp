#include "engine/instance/quiet_turns.h"

#include <algorithm>

namespace servesweep::engine {

bool QuietTurns::looks_quiet() const {
  return delivers_quiet() && steps_.size() == steps_.depth() && batch_.only_goes_on();
}

QuietTurns::Stride QuietTurns::take(TimeUs& next_turn_us, TimeUs until_us) {
  const std::int64_t steps_before = batch_.running().step();
  Stride stride;
  bool going = true;
  while (going && next_turn_us <= until_us) {
    watch_->event();
    stays_steady_ = stays_steady_ || is_steady(next_turn_us);
    going =
        stays_steady_ ? steady_turns(next_turn_us, until_us, stride) : turn(next_turn_us, stride);
  }
  stays_steady_ = stays_steady_ && going;
  stride.steps = batch_.running().step() - steps_before;
  return stride;
}

/// The next turn, if it is quiet; else false, and nothing happens.
bool QuietTurns::turn(TimeUs& next_turn_us, Stride& stride) {
  const TimeUs now_us = next_turn_us;
  if (!delivers_quiet() || !batch_.form_quiet(now_us)) return false;
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
  const StepWork work = batch_.quiet_work();
  step.length_us = latency_->step_us(work);
  step.stall_sum_us = steps_.stall_sum_us();
  step.decode_requests = step.decode_tokens = decodes();
  step.waiting_after = 0;
  step.batch = batch_.size();
  step.prefill_requests = static_cast<std::int32_t>(work.prefill.size());
  step.prefill_tokens = work.prefill_tokens;
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
  if (!delivers_quiet() || (!steps_.empty() && !newest.quiet())) return false;
  const TimeUs length_us = oldest.length_us;
  if (length_us == 0 || latency_->depends_on_context() || !batch_.only_decodes()) return false;
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
    const std::int32_t used_before = kv_.used_blocks();
    DecodeStride formed = batch_.form_decode_steps((until_us - next_turn_us) / length_us + 1);
    if (formed.steps == 0 && batch_.form_quiet(next_turn_us)) {
      formed = {.steps = 1, .block_steps = kv_.used_blocks() - used_before};
    }
    if (formed.steps == 0) break;
    next_turn_us += formed.steps * length_us;
    used_blocks_sum += formed.steps * used_before + formed.block_steps;
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
