#include "engine/instance/progress_recorder.h"

#include <algorithm>

namespace servesweep::engine {

void ProgressRecorder::reset(const ProfileSwitches& switches, const LatencyModel& latency,
                             Collector& collector) {
  switches_ = switches;
  latency_ = &latency;
  fixed_step_us_ = static_cast<TimeUs>(latency.cost().fixed_us);
  gaps_.reset(collector.token_gaps());
  output_overhead_us_ = latency.output_overhead_us();
  measure_from_us_ = collector.window().begin_us();
  step_time_sum_us_ = stall_sum_us_ = last_end_us_ = 0;
  output_tokens_ = formed_step_ = delivered_step_ = 0;
}

void ProgressRecorder::formed(StepInFlight& step) {
  formed_step_ = step.number;
  for (const Slot slot : step.passed_over) {
    gaps_.interrupted(at(slot).gap_notes, at(slot).regular_since_step, step.number - 1);
  }
  for (const Slot slot : step.preempted) {
    if (!switches_.real_time_accounting) close_decode_stretch(at(slot), step_time_sum_us_);
    book_decode_stalls(at(slot), stall_sum_us_);
  }
  for (const LateToken& late : step.late_tokens) {
    at(late.slot).regular_since_step = step.number + 1;
  }
  for (const Slot slot : step.admitted) begin_prefill(at(slot), step);
  stall_sum_us_ = step.stall_sum_us;
  for (const Slot slot : step.first_tokens) {
    ActiveRequest& request = at(slot);
    request.prefill_stall_us = stall_sum_us_ - request.stall_mark_us;
    request.stall_mark_us = stall_sum_us_;
    request.regular_since_step = step.number + 1;
    request.regained_since_us = request.last_token_us;
    request.regained_gap_since_us = request.gap_since_us;
  }
  step_time_sum_us_ += step.length_us;
  step.step_time_sum_us = step_time_sum_us_;
}

void ProgressRecorder::begin_prefill(ActiveRequest& request, const StepInFlight& step) {
  LatencyBreakdown& breakdown = request.record.breakdown;
  if (request.prefill_start_us == kNever) {  // scheduled ahead, it waits for the step before
    breakdown.wait_step_us += step.start_us - step.scheduled_us;
  } else if (request.first_token_us == kNever) {  // a first attempt was lost
    breakdown.preemption_us += step.start_us - request.prefill_start_us;
  }
  request.prefill_start_us = step.start_us;
  request.stall_mark_us = stall_sum_us_;
}

void ProgressRecorder::delivered(const StepInFlight& step) {
  output_tokens_ += step.decode_tokens;
  if (switches_.real_time_accounting) {
    output_tokens_ += static_cast<std::int64_t>(step.first_tokens.size());
  }
  count_gaps(step);
  for (const Slot slot : step.first_tokens) {
    ActiveRequest& request = at(slot);
    if (request.first_token_us == kNever) {
      get_first_token(request, step);
    } else {
      regain_token(request, step);
    }
    request.step_time_mark_us = step.step_time_sum_us;
  }
  last_end_us_ = step.end_us();
  delivered_step_ = step.number;
}

void ProgressRecorder::get_first_token(ActiveRequest& request, const StepInFlight& step) {
  RequestRecord& record = request.record;
  request.first_token_us = step.end_us();
  record.ttft_us = step.end_us() + output_overhead_us_ - record.arrival_us;
  record.breakdown.output_us += output_overhead_us_;
  record.breakdown.load_us += request.prefill_stall_us;
  split_prefill(request, step);
}

/// Time from the start of the prompt's first step to the end of its last one, by what it went into.
void ProgressRecorder::split_prefill(ActiveRequest& request, const StepInFlight& step) {
  LatencyBreakdown& breakdown = request.record.breakdown;
  const std::int32_t cached = std::max(request.record.cached_tokens_last, 0);
  const PrefillChunk alone{.context_tokens = cached,
                           .tokens = request.prefill_target_tokens - cached,
                           .cached_tokens = cached};
  const TimeUs alone_us =
      latency_->step_us({.prefill_tokens = alone.tokens, .prefill = std::span(&alone, 1)});
  const std::int64_t further_steps = step.number - request.admitted_in_step;
  TimeUs left_us = step.end_us() - request.prefill_start_us - request.prefill_stall_us;
  breakdown.prefill_us = std::min(left_us, alone_us);
  left_us -= breakdown.prefill_us;
  breakdown.chunking_us = std::min<TimeUs>(left_us, further_steps * fixed_step_us_);
  breakdown.batching_us = left_us - breakdown.chunking_us;
}

/// A preempted request has computed everything again: the gap is one long inter-token latency.
void ProgressRecorder::regain_token(ActiveRequest& request, const StepInFlight& step) {
  RequestRecord& record = request.record;
  gaps_.single(request.gap_notes,
               step.end_us() - request.regained_gap_since_us + gap_overhead_us());
  const TimeUs gap_us = step.end_us() - request.regained_since_us;
  request.lost_us += gap_us;
  record.breakdown.preemption_us += gap_us;
  if (switches_.real_time_accounting) return;
  record.itl_sum_us += gap_us + output_overhead_us_;
  record.breakdown.output_us += output_overhead_us_;
  ++record.itl_count;
}

/// Adds the inter-token latencies of the present decode stretch.
void ProgressRecorder::close_decode_stretch(ActiveRequest& request, TimeUs step_time_sum_us) {
  RequestRecord& record = request.record;
  const std::int32_t tokens = running_.generated_tokens(request) - 1 - record.itl_count;
  const TimeUs decoded_us = step_time_sum_us - request.step_time_mark_us;
  record.itl_sum_us += decoded_us + tokens * output_overhead_us_;
  record.itl_count += tokens;
  record.breakdown.decode_us += decoded_us;
  record.breakdown.output_us += tokens * output_overhead_us_;
}

/// Stalls that lengthened decode steps of this request count as loading, not as decoding.
void ProgressRecorder::book_decode_stalls(ActiveRequest& request, std::int64_t stall_sum_us) {
  const TimeUs stalled_us = stall_sum_us - request.stall_mark_us;
  request.stall_mark_us = stall_sum_us;
  request.record.breakdown.load_us += stalled_us;
  request.record.breakdown.decode_us -= stalled_us;
}

void ProgressRecorder::finish(Slot slot, const StepInFlight& step) {
  ActiveRequest& request = at(slot);
  RequestRecord& record = request.record;
  if (switches_.real_time_accounting) {
    complete_record(request, step);
  } else {
    complete_reference_record(request, step);
  }
  record.finish_step_us = step.start_us;
  record.finish_step_length_us = step.length_us;
  if (record.arrival_us >= measure_from_us_) return;
  gaps_.interrupted(request.gap_notes, request.regular_since_step, delivered_step_);
  gaps_.take_back(request.gap_notes);
}

void ProgressRecorder::complete_record(ActiveRequest& request, const StepInFlight& step) {
  RequestRecord& record = request.record;
  record.e2e_us = step.end_us() + output_overhead_us_ - record.arrival_us;
  record.itl_sum_us = record.e2e_us - record.ttft_us;
  record.itl_count = request.generated_tokens - 1;
  record.breakdown.decode_us += step.end_us() - request.first_token_us - request.lost_us;
  book_decode_stalls(request, step.stall_sum_us);
}

/// The reference adds the output overhead per token and counts the last step twice.
void ProgressRecorder::complete_reference_record(ActiveRequest& request, const StepInFlight& step) {
  RequestRecord& record = request.record;
  close_decode_stretch(request, step.step_time_sum_us);
  book_decode_stalls(request, step.stall_sum_us);
  const TimeUs extra_us = step.length_us + output_overhead_us_;
  record.itl_sum_us += extra_us;
  ++record.itl_count;
  record.breakdown.output_us += extra_us;
  record.e2e_us = record.ttft_us + record.itl_sum_us;
  if (record.arrival_us >= measure_from_us_) gaps_.last(extra_us);
}

void ProgressRecorder::close(Slot slot) {
  ActiveRequest& request = at(slot);
  if (request.first_token_us == kNever) return;
  const bool runs = request.phase == ActiveRequest::Phase::decode ||
                    request.phase == ActiveRequest::Phase::ending;
  take_back_gaps(request);
  if (switches_.real_time_accounting) {
    const TimeUs last_us =
        runs ? last_end_us_ : std::max(request.last_token_us, request.first_token_us);
    RequestRecord& record = request.record;
    record.itl_sum_us = last_us - request.first_token_us;
    record.itl_count = running_.generated_tokens(request) - 1 - tokens_under_way(request);
    record.breakdown.decode_us += record.itl_sum_us - request.lost_us;
  } else if (runs) {
    close_decode_stretch(request, step_time_sum_us_);
  }
}

/// Tokens that steps which were never delivered would have yielded.
std::int32_t ProgressRecorder::tokens_under_way(const ActiveRequest& request) const {
  if (request.phase == ActiveRequest::Phase::waiting) return 0;
  const std::int64_t last_scheduled = std::max(delivered_step_, request.decode_since_step);
  const std::int64_t last_known =
      request.phase == ActiveRequest::Phase::ending ? request.finish_step : formed_step_;
  return static_cast<std::int32_t>(std::max<std::int64_t>(last_known - last_scheduled, 0));
}

// ----------------------------------------------------------------------------- inter-token gaps

void ProgressRecorder::count_gaps(const StepInFlight& step) {
  while (gaps_.steps() + 1 < step.number) gaps_.skip_step();
  gaps_.step(gap_us(step), step.decode_tokens - static_cast<std::int64_t>(step.late_tokens.size()));
  for (const LateToken& late : step.late_tokens) {
    gaps_.single(at(late.slot).gap_notes, step.end_us() - late.since_us + gap_overhead_us());
  }
}

/// The pool keeps the gaps of completed requests only.
void ProgressRecorder::take_back_gaps(ActiveRequest& request) {
  const bool runs = request.phase == ActiveRequest::Phase::decode ||
                    request.phase == ActiveRequest::Phase::ending;
  if (runs && request.held_back_since_us == kNever) {
    gaps_.interrupted(request.gap_notes, request.regular_since_step, delivered_step_);
  }
  gaps_.take_back(request.gap_notes);
}

}  // namespace servesweep::engine
