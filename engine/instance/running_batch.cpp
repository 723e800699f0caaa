#include "engine/instance/running_batch.h"

#include <algorithm>

namespace servesweep::engine {
void RunningBatch::reset(const Scenario& scenario, const InstancePolicies& policies,
                         const StepCost& cost) {
  limits_ = scenario.batch;
  switches_ = scenario.switches;
  policies_ = &policies;
  cost_ = cost;
  running_.clear();
  prefilling_.clear();
  decoding_.reset(scenario.kv.block_tokens, table_);
  size_ = 0;
  step_ = admissions_ = 0;
  decode_context_tokens_ = prefill_backlog_tokens_ = 0;
  preemptions_ = allocation_failures_ = 0;
  held_back_.clear();
}

bool RunningBatch::publishes(const ActiveRequest& request) {
  const auto content = request.facts.content;
  return !content.empty() && content.back().end_token == kAllFurtherTokens;
}

/// Tokens of the decode stretch after `steps` steps of the instance.
std::int32_t RunningBatch::decoded_tokens(const ActiveRequest& request, std::int64_t steps) const {
  return static_cast<std::int32_t>(steps - request.decode_since_step) - request.skipped_steps;
}

std::int32_t RunningBatch::generated_tokens(const ActiveRequest& request) const {
  if (request.phase != Phase::decode) return request.generated_tokens;
  return request.generated_tokens + decoded_tokens(request, step_);
}

std::int32_t RunningBatch::chunk(const ActiveRequest& request, std::int32_t remaining) {
  const std::int32_t limit = request.chunk_limit_tokens;
  return limit > 0 ? std::min(limit, remaining) : remaining;
}

StepWork RunningBatch::form(TimeUs now_us, TimeUs last_end_us, StepInFlight& step) {
  step.clear();
  step.number = ++step_;
  phase_ = decoding_.phase(step_);
  step.scheduled_us = now_us;
  forming_ = &step;
  now_us_ = now_us;
  last_end_us_ = last_end_us;
  skipped_context_tokens_ = 0;
  preempted_in_step_ = 0;
  outgrown_.clear();
  budget_tokens_ = step_budget(now_us);
  in_order_ = !everybody_fits();
  if (in_order_) {
    serve_in_order();
  } else {
    serve_everybody();
  }
  admit_waiting();
  const StepWork work = describe();
  settle();
  return work;
}

std::int32_t RunningBatch::step_budget(TimeUs now_us) {
  const std::int32_t most = limits_.max_tokens_per_step;
  if (!policies_->chunking->sizes_steps()) return most;
  const StepView view{.now_us = now_us,
                      .max_tokens_per_step = most,
                      .decoding = decoding_.size(),
                      .waiting = waiting_.size(),
                      .running_prefill_tokens = prefill_backlog_tokens(),
                      .next = waiting_.empty() ? nullptr : &at(waiting_.head()).facts,
                      .cost = cost_};
  return std::clamp(policies_->chunking->step_tokens(view), 1, most);
}

// ------------------------------------------------------------------------------ running requests

/// Whether budget and memory suffice for what every running request wants.
bool RunningBatch::everybody_fits() {
  std::int64_t tokens = decoding_.size();
  std::int64_t blocks = decoding_.new_blocks(phase_);
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
  forming_->decode_tokens = decoding_.size();
  budget_tokens_ -= decoding_.size();
  kv_.take(decoding_.new_blocks(phase_));
  publishing_.clear();
  if (decoding_.first_publishing(phase_) != kNoSlot) collect_publishing();
  if (!prefilling_.empty() || !publishing_.empty()) serve_prompts();
  if (held_back_.empty()) return;
  for (const Slot slot : held_back_) resume(slot);
  held_back_.clear();
}

/// Prompts in progress and blocks that decodes complete, in running order.
void RunningBatch::serve_prompts() {
  auto publishing = publishing_.begin();
  for (const Slot slot : prefilling_) {
    ActiveRequest& request = at(slot);
    for (; publishing != publishing_.end() && admitted_before(*publishing, slot); ++publishing) {
      note_full_block(*publishing);
    }
    const std::int32_t end = request.computed_tokens + request.scheduled_tokens;
    const bool fits =
        kv_.extend(request.facts.content, request.computed_tokens, end, request.holding);
    SERVESWEEP_ENSURE(fits);
    static_cast<void>(fits);
    request.computed_tokens = end;
    prefill_backlog_tokens_ -= request.scheduled_tokens;
    budget_tokens_ -= request.scheduled_tokens;
  }
  for (; publishing != publishing_.end(); ++publishing) note_full_block(*publishing);
}

/// Who completes a block of a shared chain by decoding, in running order: of equal blocks the order
/// decides which one is found.
void RunningBatch::collect_publishing() {
  for (Slot slot = decoding_.first_publishing(phase_); slot != kNoSlot;
       slot = decoding_.next_publishing(slot)) {
    publishing_.push_back(slot);
  }
  if (publishing_.size() < 2) return;
  std::ranges::sort(publishing_, {}, [this](Slot slot) { return at(slot).admission_number; });
}

/// The ordered walk for a step in which budget or memory is short: who comes later gets less, and
/// memory is taken from the preemption policy's victims.
void RunningBatch::serve_in_order() {
  order_.clear();
  held_back_.clear();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = next(slot)) {
    order_.push_back(slot);
    at(slot).scheduled_tokens = 0;
  }
  bool going = true;
  for (const Slot slot : order_) {
    const Phase phase = at(slot).phase;  // changes if it is preempted on the way
    if (phase != Phase::prefill && phase != Phase::decode) continue;
    going = going && budget_tokens_ > 0 &&
            (phase == Phase::prefill ? serve_prefill(slot) : serve_decode(slot));
    if (!going && at(slot).phase == Phase::decode) skip(slot);
  }
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
  prefill_backlog_tokens_ -= tokens;
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
  if (publishes(request) && (stored + 1) % kv_.block_tokens() == 0) note_full_block(slot);
  request.scheduled_tokens = 1;
  --budget_tokens_;
  ++forming_->decode_tokens;
  resume(slot);
  return true;
}

QueueView RunningBatch::queue_view() const {
  return {.now_us = now_us_,
          .waiting = waiting_.size(),
          .instance = waiting_.instance(),
          .running = size_,
          .cost = cost_};
}

/// Preempts one request so that `asking` can try again; false if the victim was `asking` itself.
bool RunningBatch::make_room(Slot asking) {
  // The last one running would preempt itself for ever while others wait with what they loaded.
  if (size_ == 1 && loads_.enabled() && loads_.give_up_one(asking)) return true;
  running_facts_.clear();
  order_of_running_.clear();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = next(slot)) {
    const ActiveRequest& request = at(slot);
    order_of_running_.push_back(slot);
    const bool decodes = request.phase == Phase::decode;
    running_facts_.push_back({.request = request.facts,
                              .priority = request.admission_priority,
                              .computed_tokens = decodes ? request.prefill_target_tokens +
                                                               decoded_tokens(request, step_ - 1)
                                                         : request.computed_tokens,
                              .generated_tokens = generated_tokens(request)});
  }
  const std::size_t chosen = policies_->preemption->victim(running_facts_, queue_view());
  SERVESWEEP_EXPECT(chosen < order_of_running_.size());
  const Slot victim = order_of_running_[chosen];
  preempt(victim);
  return victim != asking;
}

void RunningBatch::preempt(Slot victim) {
  ActiveRequest& request = at(victim);
  running_.remove(table_, victim);
  --size_;
  ++preempted_in_step_;
  if (request.phase == Phase::ending) {  // its last token is under way: it needs no memory for it
    kv_.release(request.stored_tokens, request.holding, false, user_of(request));
    request.phase = Phase::evicted;
  } else {
    give_up_progress(request);
    if (kv_.blocks_for(request.prefill_target_tokens) > kv_.gpu_blocks()) {
      request.phase = Phase::outgrown;
      outgrown_.push_back(victim);
      return;
    }
    request.phase = Phase::waiting;
    waiting_.push_front(victim);
  }
  ++preemptions_;
  ++request.record.preemptions;
}

/// Frees the memory of a preempted request; its generated tokens become part of what it has to
/// compute again.
void RunningBatch::give_up_progress(ActiveRequest& request) {
  const Slot victim = static_cast<Slot>(&request - table_.data());
  std::int32_t stored = request.computed_tokens, unknown = 0;
  budget_tokens_ += request.scheduled_tokens;  // not 0 if it had been served in this very step
  if (request.phase == Phase::prefill) {
    prefill_backlog_tokens_ -= request.prefill_target_tokens - request.computed_tokens;
    std::erase(prefilling_, victim);
  } else {
    const std::int32_t decoded = decoded_tokens(request, step_ - 1);
    stored = request.prefill_target_tokens + decoded;
    decode_context_tokens_ -= stored;
    stored += request.scheduled_tokens;
    forming_->decode_tokens -= request.scheduled_tokens;
    decoding_.remove(victim, publishes(request));
    std::erase(forming_->full_blocks, victim);
    request.generated_tokens += decoded;
    take_back_late_token(victim);
    const bool held_back = request.held_back_since_us != kNever;
    // Blocks that end in a token whose step is in flight, or was to be this one, have no name yet.
    const bool in_flight =
        last_end_us_ > now_us_ && !held_back && request.decode_since_step < step_ - 1;
    if (switches_.async_scheduling) unknown = request.scheduled_tokens + (in_flight ? 1 : 0);
    request.gap_since_us = held_back ? request.held_back_since_us : last_end_us_;
    // The reference books the time in which it was passed over on the decode stretch.
    request.last_token_us = switches_.real_time_accounting ? request.gap_since_us : last_end_us_;
    request.held_back_since_us = kNever;
    if (!held_back) forming_->passed_over.push_back(victim);
    forming_->preempted.push_back(victim);
  }
  kv_.release(stored, stored - unknown, request.holding, true, user_of(request));
  request.prefill_target_tokens = request.facts.input_tokens + request.generated_tokens;
  request.computed_tokens = request.scheduled_tokens = 0;
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
  if (request.held_back_since_us == kNever) {
    request.held_back_since_us = last_end_us_;
    forming_->passed_over.push_back(slot);
  }
  held_back_.push_back(slot);
}

/// A request that earlier steps passed over gets a token again.
void RunningBatch::resume(Slot slot) {
  ActiveRequest& request = at(slot);
  if (request.held_back_since_us == kNever) return;
  forming_->late_tokens.push_back({.slot = slot, .since_us = request.held_back_since_us});
  request.held_back_since_us = kNever;
}

/// A request that resume() had served loses its token again.
void RunningBatch::take_back_late_token(Slot slot) {
  std::erase_if(forming_->late_tokens, [&](const LateToken& late) {
    if (late.slot == slot) at(slot).held_back_since_us = late.since_us;
    return late.slot == slot;
  });
}

// ------------------------------------------------------------------------------- shared blocks

/// A decode completes a block of a shared chain. Steps that are scheduled ahead of the token's
/// arrival make it findable only then.
void RunningBatch::note_full_block(Slot slot) {
  if (switches_.async_scheduling) {
    forming_->full_blocks.push_back(slot);
  } else {
    publish_block(slot);
  }
}

void RunningBatch::publish_block(Slot slot) {
  ActiveRequest& request = at(slot);
  kv_.publish_block(request.facts.content.back().chain, request.holding.shared_blocks,
                    request.holding);
}

void RunningBatch::publish(const StepInFlight& step) {
  for (const Slot slot : step.full_blocks) {
    const Phase phase = at(slot).phase;  // a preempted request has nothing to publish any more
    if (phase == Phase::decode || phase == Phase::ending) publish_block(slot);
  }
}

// ------------------------------------------------------------------------------------- admission

void RunningBatch::admit_waiting() {
  const auto room = [this] {
    if (preempted_in_step_ > 0) return std::optional(WaitCause::memory);
    if (size_ >= limits_.max_running) return std::optional(WaitCause::slots);
    if (budget_tokens_ <= 0) return std::optional(WaitCause::budget);
    return std::optional<WaitCause>();
  };
  std::optional<WaitCause> stop = room();
  while (!stop && !waiting_.empty()) {
    const Slot slot = waiting_.head();
    Admission admission = admit(slot);
    if (admission == Admission::refused && kv_.reload() > 0) admission = admit(slot);
    while (admission == Admission::refused && size_ == 0 && loads_.give_up_one(slot)) {
      admission = admit(slot);
    }
    switch (admission) {
      case Admission::admitted:
        waiting_.pop_head(at(slot).scheduled_tokens);
        stop = room();
        break;
      case Admission::aside:
        waiting_.set_head_aside();
        break;
      case Admission::refused:
        stop = WaitCause::memory;
        break;
    }
  }
  if (!waiting_.empty()) waiting_.end_call(*stop);
}

RunningBatch::Admission RunningBatch::admit(Slot slot) {
  ActiveRequest& request = at(slot);
  const std::int32_t target = request.prefill_target_tokens;
  const std::int32_t findable = switches_.recompute_last_token ? target - 1 : target;
  std::int32_t cached = 0;
  if (request.loaded_tokens > 0) {
    if (loads_.waits_aside(slot, now_us_)) return Admission::aside;
  } else {
    cached = kv_.cached_blocks(request.facts.content, findable, request.holding);
    if (loads_.enabled()) {
      const TimeUs launch_us =  // the reference's steps may overlap
          switches_.effects_at_step_end ? std::max(now_us_, last_end_us_) : now_us_;
      const PrefixLoads::Start start =
          loads_.start(slot, cached, promised_blocks(), now_us_, launch_us);
      if (start == PrefixLoads::Start::aside) return Admission::aside;
      if (start == PrefixLoads::Start::no_memory) return Admission::refused;
    }
  }
  const bool loaded = request.loaded_tokens > 0;
  const std::int32_t known =
      loaded ? std::min(request.loaded_tokens, findable) : cached * kv_.block_tokens();
  const std::int32_t tokens = static_cast<std::int32_t>(
      std::min<std::int64_t>(chunk(request, target - known), budget_tokens_));
  const bool fits =
      loaded ? extend_loaded(request, known + tokens) : take_memory(request, cached, tokens);
  if (!fits) return Admission::refused;
  begin_to_run(slot, known, tokens);
  return Admission::admitted;
}

/// Blocks that prompts in progress and loading ones will still need: a load may not take them.
std::int32_t RunningBatch::promised_blocks() const {
  std::int32_t blocks = loads_.promised_blocks();
  for (const Slot slot : prefilling_) {
    blocks += kv_.further_blocks(at(slot).computed_tokens, at(slot).prefill_target_tokens);
  }
  return blocks;
}

bool RunningBatch::take_memory(ActiveRequest& request, std::int32_t cached, std::int32_t tokens) {
  const std::span<const Segment> content = request.facts.content;
  if (switches_.full_sequence_gate &&
      !kv_.room_for(content, cached, request.prefill_target_tokens)) {
    return false;
  }
  return kv_.admit(content, cached, cached * kv_.block_tokens() + tokens, request.holding);
}

/// As take_memory(), for a request that holds the blocks it has loaded.
bool RunningBatch::extend_loaded(ActiveRequest& request, std::int32_t end_token) {
  const std::int32_t held = request.loaded_tokens;
  if (switches_.full_sequence_gate &&
      kv_.further_blocks(held, request.prefill_target_tokens) > kv_.free_blocks()) {
    return false;
  }
  if (kv_.further_blocks(held, end_token) > kv_.free_blocks()) return false;
  loads_.await(request);
  const bool fits =
      kv_.extend(request.facts.content, held, std::max(held, end_token), request.holding);
  SERVESWEEP_ENSURE(fits);
  request.loaded_tokens = 0;
  return fits;
}

void RunningBatch::begin_to_run(Slot slot, std::int32_t cached_tokens, std::int32_t tokens) {
  ActiveRequest& request = at(slot);
  request.phase = Phase::prefill;
  request.scheduled_tokens = tokens;
  request.computed_tokens = cached_tokens + tokens;
  prefill_backlog_tokens_ += request.prefill_target_tokens - request.computed_tokens;
  request.admission_number = admissions_++;
  request.admitted_in_step = step_;
  budget_tokens_ -= tokens;
  RequestRecord& record = request.record;
  if (record.first_scheduled_us == kNever) {
    record.first_scheduled_us = now_us_;
    record.cached_tokens_first = cached_tokens;
    request.admission_priority = waiting_.priority_of(slot);
    waiting_.book_wait(request);
  }
  record.last_scheduled_us = now_us_;
  record.cached_tokens_last = cached_tokens;
  running_.push_back(table_, slot);
  prefilling_.push_back(slot);
  forming_->admitted.push_back(slot);
  ++size_;
}

// -------------------------------------------------------------------------------------- progress

StepWork RunningBatch::describe() {
  StepWork work{.prefill_tokens = 0,
                .decode_tokens = forming_->decode_tokens,
                .decode_context_tokens = decode_context_tokens_ - skipped_context_tokens_,
                .prefill = {}};
  chunks_.clear();
  if (!prefilling_.empty()) list_chunks(work);
  forming_->decode_requests = decoding_.size();
  forming_->prefill_requests = static_cast<std::int32_t>(chunks_.size());
  return work;
}

void RunningBatch::list_chunks(StepWork& work) {
  for (const Slot slot : prefilling_) {
    const ActiveRequest& request = at(slot);
    if (request.scheduled_tokens == 0 && switches_.effects_at_step_end) continue;
    if (loads_.enabled() && request.scheduled_tokens > 0) {
      forming_->prompts.push_back({slot, request.computed_tokens});
    }
    const std::int32_t context = request.computed_tokens - request.scheduled_tokens;
    chunks_.push_back({.context_tokens = context,
                       .tokens = request.scheduled_tokens,
                       .cached_tokens = request.admitted_in_step == step_ ? context : 0});
    work.prefill_tokens += request.scheduled_tokens;
  }
  work.prefill = chunks_;
}

void RunningBatch::list_shares(std::vector<StepShare>& shares) const {
  for (Slot slot = running_.first(); slot != kNoSlot; slot = next(slot)) {
    const ActiveRequest& request = at(slot);
    const bool prompt = request.admitted_in_step == step_ || request.phase == Phase::prefill ||
                        request.decode_since_step == step_;
    const bool passed_over = in_order_ && request.scheduled_tokens == 0;
    const bool decodes =
        !prompt && !passed_over && (request.phase == Phase::decode || request.finish_step == step_);
    const std::int32_t tokens = prompt ? request.scheduled_tokens : decodes ? 1 : 0;
    if (tokens > 0) shares.push_back({.request = request.facts.id, .tokens = tokens});
  }
}

/// Schedules the progress of this step: whose last token is under way, who decodes from now on.
void RunningBatch::settle() {
  decode_context_tokens_ += forming_->decode_tokens;
  std::vector<Slot>& ending = forming_->last_tokens;
  decoding_.collect_due(step_, ending);
  for (const Slot slot : ending) {
    ActiveRequest& request = at(slot);
    const std::int32_t decoded = decoded_tokens(request, step_);
    decoding_.remove(slot, publishes(request));
    request.stored_tokens = request.prefill_target_tokens + decoded;
    request.generated_tokens += decoded;
    decode_context_tokens_ -= request.stored_tokens;
    request.phase = Phase::ending;
  }
  if (!prefilling_.empty()) complete_prompts();
  if (ending.size() < 2) return;
  std::ranges::sort(ending, {}, [this](Slot slot) { return at(slot).admission_number; });
}

void RunningBatch::complete_prompts() {
  std::erase_if(prefilling_, [&](Slot slot) {
    if (at(slot).computed_tokens < at(slot).prefill_target_tokens) return false;
    enter_decode(slot);
    return true;
  });
}

/// This step completes a prompt.
void RunningBatch::enter_decode(Slot slot) {
  ActiveRequest& request = at(slot);
  forming_->first_tokens.push_back(slot);
  ++request.generated_tokens;
  request.decode_since_step = step_;
  request.skipped_steps = 0;
  request.stored_tokens = request.prefill_target_tokens;
  if (request.generated_tokens >= request.final_tokens()) {
    request.phase = Phase::ending;
    request.finish_step = step_;
    forming_->last_tokens.push_back(slot);
    return;
  }
  request.phase = Phase::decode;
  request.finish_step = step_ + request.final_tokens() - request.generated_tokens;
  decode_context_tokens_ += request.prefill_target_tokens;
  const std::int32_t block = kv_.block_tokens();
  const std::int32_t room = (block - request.prefill_target_tokens % block) % block;
  request.new_block_phase = static_cast<std::int32_t>((step_ + 1 + room) % block);
  decoding_.add(slot, publishes(request));
}

void RunningBatch::remove(Slot slot) {
  ActiveRequest& request = at(slot);
  if (request.phase == Phase::evicted) return;
  std::int32_t stored = request.stored_tokens;
  if (!switches_.skip_last_token_kv && request.output_tokens > 0) {
    const std::int32_t block = kv_.block_tokens();
    const bool needs_block = stored % block == 0;
    if (needs_block && kv_.free_blocks() == 0) {
      ++allocation_failures_;
    } else {
      if (needs_block) kv_.take(1);
      ++stored;
      if (publishes(request) && stored % block == 0) publish_block(slot);
    }
  }
  kv_.release(stored, request.holding, false, user_of(request));
  running_.remove(table_, slot);
  --size_;
}

}  // namespace servesweep::engine
