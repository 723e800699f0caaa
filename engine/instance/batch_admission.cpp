#include "engine/instance/batch_admission.h"

#include <algorithm>

namespace servesweep::engine {

void BatchAdmission::reset(const Scenario& scenario, ReservationPolicy& reservation) {
  reservation_ = reservation.reserves() ? &reservation : nullptr;
  refusal_ = {};
  max_running_ = scenario.batch.max_running;
  watermark_blocks_ = static_cast<std::int32_t>(scenario.kv.watermark * scenario.kv.gpu_blocks);
  full_sequence_gate_ = scenario.switches.full_sequence_gate;
  recompute_last_token_ = scenario.switches.recompute_last_token;
  effects_at_step_end_ = scenario.switches.effects_at_step_end;
}

/// Why nobody else may be admitted in this step.
std::optional<WaitCause> BatchAdmission::obstacle(const FormingStep& forming) const {
  if (forming.preempted > 0) return WaitCause::memory;
  if (running_.size() >= max_running_) return WaitCause::slots;
  if (forming.budget_tokens <= 0) return WaitCause::budget;
  return std::nullopt;
}

void BatchAdmission::admit_waiting(FormingStep& forming) {
  if (waiting_.empty()) return;
  std::optional<WaitCause> stop = obstacle(forming);
  while (!stop && !waiting_.empty()) {
    const Slot slot = waiting_.head();
    switch (try_head(slot, forming)) {
      case Outcome::admitted:
        waiting_.pop_head(running_.at(slot).scheduled_tokens);
        stop = obstacle(forming);
        break;
      case Outcome::aside:
        waiting_.set_head_aside();
        break;
      case Outcome::refused:
        stop = WaitCause::memory;
        break;
    }
  }
  if (!waiting_.empty()) waiting_.end_call(*stop);
}

/// Whether a refusal stands until something changes: it was for want of memory for all that is
/// known of a request that holds nothing, which neither time nor who else waits makes up for.
bool BatchAdmission::lasts(Slot slot) const {
  return gate_decides() && running_.at(slot).loaded_tokens == 0 && loads_.ignores_repetition();
}

std::optional<WaitCause> BatchAdmission::lasting_obstacle() const {
  if (!waiting_.is_passive() || loads_.limits_deferral()) return std::nullopt;
  if (running_.size() >= max_running_) return WaitCause::slots;
  // What does not fit does not fit into less memory either. (Something on its way to a tier might
  // set the request aside if its prefix is evicted.)
  const Slot head = waiting_.fixed_head();
  const bool stands = head != kNoSlot && refusal_ == refusal_of(head);
  return stands && !kv_.reloads() && loads_.next_news_us() == kForever
             ? std::optional(WaitCause::memory)
             : std::nullopt;
}

/// Looks for memory elsewhere before it refuses the head of the queue.
BatchAdmission::Outcome BatchAdmission::try_head(Slot slot, FormingStep& forming) {
  const bool stands = refusal_ == refusal_of(slot) && running_.at(slot).loaded_tokens == 0;
  Outcome outcome = stands ? Outcome::refused : admit(slot, forming);
  if (outcome == Outcome::refused && kv_.reload() > 0) outcome = admit(slot, forming);
  while (outcome == Outcome::refused && running_.size() == 0 && loads_.give_up_one(slot)) {
    outcome = admit(slot, forming);
  }
  refusal_ = outcome == Outcome::refused && lasts(slot) ? refusal_of(slot) : Refusal();
  return outcome;
}

BatchAdmission::Outcome BatchAdmission::admit(Slot slot, FormingStep& forming) {
  ActiveRequest& request = running_.at(slot);
  const std::int32_t target = request.prefill_target_tokens;
  const std::int32_t findable = recompute_last_token_ ? target - 1 : target;
  CachedPrefix cached;
  std::int32_t spare = watermark_blocks();
  if (request.loaded_tokens > 0) {
    if (loads_.waits_aside(slot, forming.now_us)) return Outcome::aside;
    if (reservation_ != nullptr) spare = spare_for(request, 0);
  } else {
    cached = kv_.find(request.facts.content, findable, request.holding);
    if (reservation_ != nullptr) spare = spare_for(request, cached.blocks);
    const bool loads = loads_.enabled();
    if (loads && loads_.waits_for_others(slot, cached.blocks, forming.now_us))
      return Outcome::aside;
    if (gate_decides() && !kv_.room_for(cached, target, spare)) {
      if (loads) loads_.look_up_in_vain();
      return Outcome::refused;
    }
    if (loads) {
      const std::int32_t tokens = loads_.look_up(cached.blocks);
      if (tokens > 0) {
        const PrefixLoads::Start start = load(slot, cached, tokens, spare, forming);
        if (start == PrefixLoads::Start::aside) return Outcome::aside;
        if (start == PrefixLoads::Start::no_memory) return Outcome::refused;
      }
    }
  }
  const bool loaded = request.loaded_tokens > 0;
  const std::int32_t known =
      loaded ? std::min(request.loaded_tokens, findable) : cached.blocks * kv_.block_tokens();
  const std::int32_t tokens = static_cast<std::int32_t>(std::min<std::int64_t>(
      running_.chunk_tokens(request, target - known), forming.budget_tokens));
  const bool fits = loaded ? extend_loaded(request, known + tokens, spare)
                           : take_memory(request, cached, tokens, spare);
  if (!fits) return Outcome::refused;
  begin_to_run(slot, known, tokens, forming);
  return Outcome::admitted;
}

PrefixLoads::Start BatchAdmission::load(Slot slot, const CachedPrefix& cached, std::int32_t tokens,
                                        std::int32_t spare, const FormingStep& forming) {
  // The reference's steps may overlap.
  const TimeUs launch_us =
      effects_at_step_end_ ? std::max(forming.now_us, forming.last_end_us) : forming.now_us;
  const MemoryReserve kept = reserves() ? MemoryReserve{.watermark_blocks = spare} : reserve();
  return loads_.start(slot, cached, tokens, kept, forming.now_us, launch_us);
}

MemoryReserve BatchAdmission::reserve() const {
  std::int32_t promised = loads_.promised_blocks();
  for (const Slot slot : running_.prefilling()) {
    const ActiveRequest& request = running_.at(slot);
    promised += kv_.further_blocks(request.computed_tokens, request.prefill_target_tokens);
  }
  return {.promised_blocks = promised, .watermark_blocks = watermark_blocks()};
}

/// Blocks that stay free beside the candidate's own: the watermark, what others were promised, and
/// what the policy wants. As with the watermark, none if nobody runs, so that it always goes on.
std::int32_t BatchAdmission::spare_for(const ActiveRequest& candidate, std::int32_t cached) {
  std::int64_t promised = reserve().promised_blocks;
  if (candidate.loaded_tokens > 0) {
    promised -= kv_.further_blocks(candidate.loaded_tokens, candidate.prefill_target_tokens);
  }
  growing_.clear();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = running_.next(slot)) {
    growing_.push_back(growing(running_.at(slot)));
  }
  const std::int64_t held =
      candidate.loaded_tokens > 0 ? kv_.blocks_for(candidate.loaded_tokens) : 0;
  const std::int32_t wanted = reservation_->spare_blocks(
      {.instance = waiting_.instance(),
       .step = running_.step(),
       .preemptions = preemption_.count(),
       .running = growing_,
       .candidate = growing(candidate),
       .candidate_cached_tokens = cached * kv_.block_tokens(),
       .block_tokens = kv_.block_tokens(),
       .gpu_blocks = kv_.gpu_blocks(),
       .committed_blocks = static_cast<std::int32_t>(kv_.used_blocks() - held + promised)});
  if (running_.size() == 0) return 0;
  return static_cast<std::int32_t>(
      std::min<std::int64_t>(promised + watermark_blocks() + wanted, kv_.gpu_blocks()));
}

/// A prompt, first or computed again, yields one token more than it began with.
GrowingRequest BatchAdmission::growing(const ActiveRequest& request) const {
  const bool prompt = request.phase == ActiveRequest::Phase::prefill ||
                      request.phase == ActiveRequest::Phase::waiting;
  return {.request = &request.facts,
          .generated_tokens = running_.generated_tokens(request) + (prompt ? 1 : 0)};
}

/// The full-sequence gate asks for memory for all that is known of a request, and so does a
/// reservation; the watermark, for blocks that stay free.
bool BatchAdmission::take_memory(ActiveRequest& request, const CachedPrefix& cached,
                                 std::int32_t tokens, std::int32_t spare) {
  const std::int32_t end = cached.blocks * kv_.block_tokens() + tokens;
  const bool whole = full_sequence_gate_ || reserves();
  if (!gate_decides() && (whole || spare > 0)) {  // else admit() has asked
    const std::int32_t asked = whole ? request.prefill_target_tokens : end;
    if (!kv_.room_for(cached, asked, spare)) return false;
  }
  return kv_.admit(request.facts.content, cached, end, request.holding);
}

/// As take_memory(), for a request that holds the blocks it has loaded.
bool BatchAdmission::extend_loaded(ActiveRequest& request, std::int32_t end_token,
                                   std::int32_t spare) {
  const std::int32_t held = request.loaded_tokens;
  const bool whole = full_sequence_gate_ || reserves();
  const std::int32_t asked = whole ? request.prefill_target_tokens : end_token;
  if (kv_.further_blocks(held, asked) + spare > kv_.free_blocks()) return false;
  loads_.await(request);
  const bool fits =
      kv_.extend(request.facts.content, held, std::max(held, end_token), request.holding);
  SERVESWEEP_ENSURE(fits);
  request.loaded_tokens = 0;
  return fits;
}

void BatchAdmission::begin_to_run(Slot slot, std::int32_t cached_tokens, std::int32_t tokens,
                                  FormingStep& forming) {
  running_.admit(slot, cached_tokens, tokens);
  forming.budget_tokens -= tokens;
  forming.step.admitted.push_back(slot);
  ActiveRequest& request = running_.at(slot);
  RequestRecord& record = request.record;
  if (record.first_scheduled_us == kNever) {
    record.first_scheduled_us = forming.now_us;
    record.cached_tokens_first = cached_tokens;
    request.admission_priority = waiting_.priority_of(slot);
    waiting_.book_wait(request);
  }
  record.last_scheduled_us = forming.now_us;
  record.cached_tokens_last = cached_tokens;
}

}  // namespace servesweep::engine
