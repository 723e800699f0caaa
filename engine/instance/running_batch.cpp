#include "engine/instance/running_batch.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

BlockUser user_of(const ActiveRequest& request) {
  return {.tier = request.facts.tier, .session = request.facts.session.valid()};
}

}  // namespace

void RunningBatch::reset(const BatchSpec& limits, std::int32_t block_tokens,
                         const PreemptionPolicy& preemption, const LatencyModel& latency) {
  limits_ = limits;
  preemption_ = &preemption;
  output_overhead_us_ = latency.output_overhead_us();
  running_.clear();
  prefilling_.clear();
  decoding_.reset(block_tokens, table_);
  size_ = 0;
  step_ = admissions_ = 0;
  step_time_sum_us_ = last_step_end_us_ = 0;
  decode_context_tokens_ = 0;
  preemptions_ = allocation_failures_ = output_tokens_ = 0;
}

bool RunningBatch::publishes(const ActiveRequest& request) {
  const auto content = request.facts.content;
  return !content.empty() && content.back().end_token == kAllFurtherTokens;
}

/// Tokens of the decode stretch after `steps` steps of the instance.
std::int32_t RunningBatch::decoded_tokens(const ActiveRequest& request, std::int64_t steps) const {
  return static_cast<std::int32_t>(steps - request.decode_since_step) - request.skipped_steps;
}

std::int32_t RunningBatch::chunk(const ActiveRequest& request, std::int32_t remaining) {
  const std::int32_t limit = request.chunk_limit_tokens;
  return limit > 0 ? std::min(limit, remaining) : remaining;
}

FormedBatch RunningBatch::form(TimeUs now_us) {
  ++step_;
  budget_tokens_ = limits_.max_tokens_per_step;
  decode_tokens_ = 0;
  skipped_context_tokens_ = 0;
  preempted_in_step_ = 0;
  outgrown_.clear();
  if (everybody_fits()) {
    serve_everybody();
  } else {
    serve_in_order();
  }
  if (preempted_in_step_ == 0) admit_waiting(now_us);

  return describe(now_us);
}

FormedBatch RunningBatch::describe(TimeUs now_us) {
  FormedBatch formed{
      .work = {.prefill_tokens = 0,
               .decode_tokens = decode_tokens_,
               .decode_context_tokens = decode_context_tokens_ - skipped_context_tokens_,
               .prefill = {}},
      .prefill_requests = static_cast<std::int32_t>(prefilling_.size()),
      .decode_requests = decoding_.size()};
  chunks_.clear();
  for (const Slot slot : prefilling_) {
    const ActiveRequest& request = at(slot);
    // The reference charges no attention to a cached prefix in the first chunk after it.
    const bool first_chunk = request.record.last_scheduled_us == now_us;
    chunks_.push_back(
        {.context_tokens = first_chunk ? 0 : request.computed_tokens - request.scheduled_tokens,
         .tokens = request.scheduled_tokens});
    formed.work.prefill_tokens += request.scheduled_tokens;
  }
  formed.work.prefill = chunks_;
  return formed;
}

// ------------------------------------------------------------------------------ running requests

/// Whether budget and memory suffice for what every running request wants.
bool RunningBatch::everybody_fits() {
  std::int64_t tokens = decoding_.size();
  std::int64_t blocks = decoding_.new_blocks(step_);
  for (const Slot slot : prefilling_) {
    ActiveRequest& request = at(slot);
    const std::int32_t done = request.computed_tokens;
    request.scheduled_tokens = chunk(request, request.prefill_target_tokens - done);
    tokens += request.scheduled_tokens;
    blocks += kv_.further_blocks(done, done + request.scheduled_tokens);
  }
  return tokens <= budget_tokens_ && blocks <= kv_.free_blocks();
}

void RunningBatch::serve_everybody() {
  decode_tokens_ = decoding_.size();
  budget_tokens_ -= decode_tokens_;
  kv_.take(decoding_.new_blocks(step_));
  publish_completed_blocks();
  for (const Slot slot : prefilling_) {
    ActiveRequest& request = at(slot);
    const std::int32_t end = request.computed_tokens + request.scheduled_tokens;
    const bool fits =
        kv_.extend(request.facts.content, request.computed_tokens, end, request.holding);
    SERVESWEEP_ENSURE(fits);
    static_cast<void>(fits);
    request.computed_tokens = end;
    budget_tokens_ -= request.scheduled_tokens;
  }
}

/// The ordered walk for a step in which budget or memory is short: who comes later gets less, and
/// memory is taken from the preemption policy's victims.
void RunningBatch::serve_in_order() {
  order_.clear();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = next(slot)) {
    order_.push_back(slot);
    at(slot).scheduled_tokens = 0;
  }
  bool going = true;
  for (const Slot slot : order_) {
    if (!is_running(slot)) continue;  // preempted on the way
    going = going && budget_tokens_ > 0 && serve(slot);
    if (!going && at(slot).phase == ActiveRequest::Phase::decode) skip(slot);
  }
}

bool RunningBatch::serve(Slot slot) {
  return at(slot).phase == ActiveRequest::Phase::prefill ? serve_prefill(slot) : serve_decode(slot);
}

bool RunningBatch::serve_prefill(Slot slot) {
  ActiveRequest& request = at(slot);
  const std::int32_t done = request.computed_tokens;
  const std::int32_t tokens = static_cast<std::int32_t>(
      std::min<std::int64_t>(chunk(request, request.prefill_target_tokens - done), budget_tokens_));
  while (!kv_.extend(request.facts.content, done, done + tokens, request.holding)) {
    if (!make_room(slot)) return false;
  }
  request.computed_tokens += tokens;
  request.scheduled_tokens = tokens;
  budget_tokens_ -= tokens;
  return true;
}

bool RunningBatch::serve_decode(Slot slot) {
  ActiveRequest& request = at(slot);
  const std::int32_t stored = request.prefill_target_tokens + decoded_tokens(request, step_ - 1);
  if (stored % kv_.block_tokens() == 0) {
    while (kv_.free_blocks() == 0) {
      if (!make_room(slot)) return false;
    }
    kv_.take(1);
  }
  if (publishes(request) && (stored + 1) % kv_.block_tokens() == 0) publish_next_block(slot);
  request.scheduled_tokens = 1;
  --budget_tokens_;
  ++decode_tokens_;
  return true;
}

/// Preempts one request so that `asking` can try again; false if the victim was `asking` itself.
bool RunningBatch::make_room(Slot asking) {
  running_facts_.clear();
  order_of_running_.clear();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = next(slot)) {
    const ActiveRequest& request = at(slot);
    order_of_running_.push_back(slot);
    running_facts_.push_back({.request = request.facts,
                              .priority = request.priority,
                              .computed_tokens = request.computed_tokens});
  }
  const Slot victim = order_of_running_[preemption_->victim(running_facts_, {})];
  preempt(victim);
  return victim != asking;
}

void RunningBatch::preempt(Slot victim) {
  ActiveRequest& request = at(victim);
  std::int32_t stored = request.computed_tokens;
  budget_tokens_ += request.scheduled_tokens;  // not 0 if it had been served in this very step
  if (request.phase == ActiveRequest::Phase::prefill) {
    std::erase(prefilling_, victim);
  } else {
    const std::int32_t decoded = decoded_tokens(request, step_ - 1);
    stored = request.prefill_target_tokens + decoded;
    decode_context_tokens_ -= stored;
    stored += request.scheduled_tokens;
    decode_tokens_ -= request.scheduled_tokens;
    decoding_.remove(victim, publishes(request));
    close_decode_stretch(request, step_ - 1, step_time_sum_us_);
    request.generated_tokens += decoded;
    request.step_time_mark_us = last_step_end_us_;  // of its last token: the next one may take long
  }
  kv_.release(stored, request.holding, true, user_of(request));
  running_.remove(table_, victim);
  --size_;
  ++preempted_in_step_;
  request.prefill_target_tokens = request.facts.input_tokens + request.generated_tokens;
  request.computed_tokens = request.scheduled_tokens = 0;
  if (kv_.blocks_for(request.prefill_target_tokens) > kv_.gpu_blocks()) {
    request.phase = ActiveRequest::Phase::outgrown;
    outgrown_.push_back(victim);
    return;
  }
  request.phase = ActiveRequest::Phase::waiting;
  ++request.record.preemptions;
  ++preemptions_;
  waiting_.push_front(victim);
}

/// A decoding request that gets no token in this step: everything it awaits happens one step later.
void RunningBatch::skip(Slot slot) {
  ActiveRequest& request = at(slot);
  skipped_context_tokens_ += request.prefill_target_tokens + decoded_tokens(request, step_ - 1);
  decoding_.remove(slot, publishes(request));
  ++request.skipped_steps;
  ++request.finish_step;
  request.new_block_phase = (request.new_block_phase + 1) % kv_.block_tokens();
  decoding_.add(slot, publishes(request));
}

void RunningBatch::publish_completed_blocks() {
  for (Slot slot = decoding_.first_publishing(step_); slot != kNoSlot;
       slot = decoding_.next_publishing(slot)) {
    publish_next_block(slot);
  }
}

void RunningBatch::publish_next_block(Slot slot) {
  ActiveRequest& request = at(slot);
  kv_.publish_block(request.facts.content.back().chain, request.holding.shared_blocks,
                    request.holding);
}

/// Adds the inter-token latencies of the present decode stretch, up to and including step `steps`.
void RunningBatch::close_decode_stretch(ActiveRequest& request, std::int64_t steps,
                                        TimeUs step_time_sum_us) {
  const std::int32_t tokens = decoded_tokens(request, steps);
  request.record.itl_sum_us +=
      step_time_sum_us - request.step_time_mark_us + tokens * output_overhead_us_;
  request.record.itl_count += tokens;
}

// ------------------------------------------------------------------------------------- admission

void RunningBatch::admit_waiting(TimeUs now_us) {
  while (size_ < limits_.max_running && budget_tokens_ > 0 && !waiting_.empty()) {
    const Slot slot = waiting_.head();
    if (!admit(slot, now_us) && (kv_.reload() == 0 || !admit(slot, now_us))) return;
    waiting_.pop_head();
  }
}

bool RunningBatch::admit(Slot slot, TimeUs now_us) {
  ActiveRequest& request = at(slot);
  const std::int32_t target = request.prefill_target_tokens;
  const std::int32_t cached = kv_.cached_blocks(request.facts.content, target, request.holding);
  const std::int32_t cached_tokens = cached * kv_.block_tokens();
  const std::int32_t tokens = static_cast<std::int32_t>(
      std::min<std::int64_t>(chunk(request, target - cached_tokens), budget_tokens_));
  if (!kv_.admit(request.facts.content, cached, cached_tokens + tokens, request.holding)) {
    return false;
  }
  request.phase = ActiveRequest::Phase::prefill;
  request.scheduled_tokens = tokens;
  request.computed_tokens = cached_tokens + tokens;
  request.admission_number = admissions_++;
  budget_tokens_ -= tokens;
  RequestRecord& record = request.record;
  if (record.first_scheduled_us == kNever) {
    record.first_scheduled_us = now_us;
    record.cached_tokens_first = cached_tokens;
  }
  record.last_scheduled_us = now_us;
  record.cached_tokens_last = cached_tokens;
  running_.push_back(table_, slot);
  prefilling_.push_back(slot);
  ++size_;
  return true;
}

// -------------------------------------------------------------------------------------- progress

const std::vector<Slot>& RunningBatch::advance(TimeUs now_us, TimeUs length_us) {
  finishing_.clear();
  output_tokens_ += decode_tokens_;
  decode_context_tokens_ += decode_tokens_;
  decoding_.collect_due(step_, finishing_);
  std::erase_if(prefilling_, [&](Slot slot) {
    if (at(slot).computed_tokens < at(slot).prefill_target_tokens) return false;
    complete_prefill(slot, now_us, length_us);
    return true;
  });
  step_time_sum_us_ += length_us;
  last_step_end_us_ = now_us + length_us;
  std::ranges::sort(finishing_, {}, [this](Slot slot) { return at(slot).admission_number; });
  return finishing_;
}

void RunningBatch::complete_prefill(Slot slot, TimeUs now_us, TimeUs length_us) {
  ActiveRequest& request = at(slot);
  RequestRecord& record = request.record;
  if (record.ttft_us == kNever) {
    record.ttft_us = now_us + length_us + output_overhead_us_ - record.arrival_us;
  } else {  // resumed after a preemption: the gap is one long inter-token latency
    record.itl_sum_us += now_us + length_us - request.step_time_mark_us + output_overhead_us_;
    ++record.itl_count;
  }
  ++request.generated_tokens;
  request.decode_since_step = step_;
  request.skipped_steps = 0;
  request.step_time_mark_us = step_time_sum_us_ + length_us;
  if (request.generated_tokens >= request.final_tokens()) {
    finishing_.push_back(slot);
    return;
  }
  request.phase = ActiveRequest::Phase::decode;
  request.finish_step = step_ + request.final_tokens() - request.generated_tokens;
  decode_context_tokens_ += request.prefill_target_tokens;
  const std::int32_t block = kv_.block_tokens();
  const std::int32_t room = (block - request.prefill_target_tokens % block) % block;
  request.new_block_phase = static_cast<std::int32_t>((step_ + 1 + room) % block);
  decoding_.add(slot, publishes(request));
}

void RunningBatch::finish(Slot slot, TimeUs now_us, TimeUs length_us) {
  ActiveRequest& request = at(slot);
  std::int32_t stored = request.prefill_target_tokens;
  if (request.phase == ActiveRequest::Phase::decode) {
    decoding_.remove(slot, publishes(request));
    close_decode_stretch(request, step_, step_time_sum_us_);
    stored += decoded_tokens(request, step_);
    decode_context_tokens_ -= stored;
  }
  RequestRecord& record = request.record;
  record.itl_sum_us += length_us + output_overhead_us_;  // the reference counts the last step twice
  ++record.itl_count;
  record.e2e_us = record.ttft_us + record.itl_sum_us;
  record.finish_step_us = now_us;
  record.finish_step_length_us = length_us;
  if (request.output_tokens > 0) {  // the last token is stored, too
    const std::int32_t block = kv_.block_tokens();
    const bool needs_block = stored % block == 0;
    if (needs_block && kv_.free_blocks() == 0) {
      ++allocation_failures_;
    } else {
      if (needs_block) kv_.take(1);
      ++stored;
      if (publishes(request) && stored % block == 0) publish_next_block(slot);
    }
  }
  kv_.release(stored, request.holding, false, user_of(request));
  running_.remove(table_, slot);
  --size_;
}

void RunningBatch::account_unfinished(Slot slot) {
  ActiveRequest& request = at(slot);
  if (request.phase == ActiveRequest::Phase::decode) {
    close_decode_stretch(request, step_, step_time_sum_us_);
  }
}

}  // namespace servesweep::engine
