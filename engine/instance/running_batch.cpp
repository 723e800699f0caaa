#include "engine/instance/running_batch.h"

#include <algorithm>

namespace servesweep::engine {

RunningBatch::RunningBatch(std::vector<ActiveRequest>& table, WaitingQueue& waiting, KvCache& kv,
                           PrefixLoads& loads)
    : running_(table),
      waiting_(waiting),
      kv_(kv),
      loads_(loads),
      publisher_(running_, kv),
      preemption_(running_, waiting, kv, loads),
      ordered_walk_(running_, kv, preemption_, publisher_),
      admission_(running_, waiting, kv, loads, preemption_) {}

void RunningBatch::reset(const Scenario& scenario, const InstancePolicies& policies,
                         const StepCost& cost) {
  max_tokens_per_step_ = scenario.batch.max_tokens_per_step;
  switches_ = scenario.switches;
  policies_ = &policies;
  cost_ = cost;
  sizes_steps_ = policies.chunking->sizes_steps();
  allocation_failures_ = 0;
  running_.reset(scenario.kv.block_tokens);
  publisher_.reset(switches_.async_scheduling);
  preemption_.reset(switches_, *policies.preemption, cost);
  ordered_walk_.reset();
  admission_.reset(scenario, *policies.reservation);
}

/// Time and queue are as of now, and requests whose loads were reported take part again.
void RunningBatch::begin_call(TimeUs now_us) {
  kv_.set_now(now_us);
  waiting_.begin_call(now_us, size());
  if (!loads_.enabled()) return;
  loads_.begin_call(now_us, waiting_.size());
  const std::vector<Slot>& reported = loads_.take_reported();
  for (auto slot = reported.rbegin(); slot != reported.rend(); ++slot) waiting_.come_back(*slot);
}

StepWork RunningBatch::form(TimeUs now_us, TimeUs last_end_us, StepInFlight& step) {
  begin_call(now_us);
  running_.begin_step();
  preemption_.begin_step();
  step.clear();
  step.number = running_.step();
  step.scheduled_us = now_us;
  FormingStep forming{.step = step,
                      .now_us = now_us,
                      .last_end_us = last_end_us,
                      .budget_tokens = step_budget(now_us)};
  const Demand wanted = demand(running_.phase());
  const bool tokens_suffice = wanted.tokens <= forming.budget_tokens;
  if (!tokens_suffice || wanted.blocks > kv_.free_blocks()) {
    ordered_walk_.serve(forming, tokens_suffice);
  } else {
    serve_everybody(forming);
  }
  admission_.admit_waiting(forming);
  const StepWork work = describe(forming);
  running_.settle(step);
  return work;
}

/// The policy's choice.
std::int32_t RunningBatch::chosen_budget(TimeUs now_us) {
  const ChunkingPolicy& chunking = *policies_->chunking;
  StepView view{.now_us = now_us,
                .max_tokens_per_step = max_tokens_per_step_,
                .decoding = running_.decoding().size(),
                .waiting = waiting_.size(),
                .running_prefill_tokens = running_.prefill_backlog_tokens(),
                .next = waiting_.empty() ? nullptr : &running_.at(waiting_.head()).facts,
                .cost = cost_,
                .instance = waiting_.instance()};
  if (chunking.needs_oldest() && !waiting_.empty()) {
    view.oldest = &running_.at(waiting_.oldest()).facts;
  }
  if (chunking.lifts_limits()) {
    view.used_kv_share = static_cast<double>(kv_.used_blocks()) / kv_.gpu_blocks();
    running_.lift_limits(!chunking.limits_apply(view));
  }
  return std::clamp(chunking.step_tokens(view), 1, max_tokens_per_step_);
}

std::optional<WaitCause> RunningBatch::lasting_obstacle() const {
  if (sizes_steps_) return std::nullopt;  // the policy looks at the queue
  const std::optional<WaitCause> cause = admission_.lasting_obstacle();
  const bool budget_left = only_decodes() && running_.decoding().size() < max_tokens_per_step_;
  return cause == WaitCause::memory && !budget_left ? std::nullopt : cause;
}

bool RunningBatch::form_uneventful(TimeUs now_us) {
  const std::int32_t budget_tokens = step_budget(now_us);  // first: it may lift limits
  const Demand wanted = demand(running_.next_phase());
  if (wanted.ends_prompt || wanted.blocks > kv_.free_blocks() || wanted.tokens > budget_tokens) {
    return false;
  }
  kv_.set_now(now_us);
  kv_.take(running_.decoding().new_blocks(running_.next_phase()));
  for (const Slot slot : running_.prefilling()) compute_chunk(running_.at(slot));
  running_.decode_one_step();
  return true;
}

DecodeStride RunningBatch::form_decode_steps(std::int64_t most) {
  if (sizes_steps_ || !only_decodes() || running_.decoding().size() > max_tokens_per_step_) {
    return {};
  }
  const DecodeStride stride = running_.decode_steps(most, kv_.timeless_blocks());
  kv_.take(stride.blocks);
  return stride;
}

/// Decides what prompts are to compute in a step of this phase.
RunningBatch::Demand RunningBatch::demand(std::size_t phase) {
  Demand wanted{.tokens = running_.decoding().size(),
                .blocks = running_.decoding().new_blocks(phase)};
  for (const Slot slot : running_.prefilling()) {
    ActiveRequest& request = running_.at(slot);
    const std::int32_t done = request.computed_tokens;
    const std::int32_t left = request.prefill_target_tokens - done;
    request.scheduled_tokens = running_.chunk_tokens(request, left);
    wanted.tokens += request.scheduled_tokens;
    wanted.blocks += kv_.further_blocks(done, done + request.scheduled_tokens);
    wanted.ends_prompt = wanted.ends_prompt || request.scheduled_tokens == left;
  }
  return wanted;
}

void RunningBatch::serve_everybody(FormingStep& forming) {
  const DecodeCalendar& decoding = running_.decoding();
  forming.step.decode_tokens = decoding.size();
  forming.budget_tokens -= decoding.size();
  kv_.take(decoding.new_blocks(running_.phase()));
  const bool completes_blocks = decoding.first_publishing(running_.phase()) != kNoSlot;
  if (completes_blocks || !running_.prefilling().empty()) serve_prompts(forming);
  ordered_walk_.resume_all(forming.step);
}

/// Prompts in progress and blocks that decodes complete, in running order.
void RunningBatch::serve_prompts(FormingStep& forming) {
  const std::vector<Slot>& completing = publisher_.completing_now();
  auto next = completing.begin();
  for (const Slot slot : running_.prefilling()) {
    ActiveRequest& request = running_.at(slot);
    for (; next != completing.end() && running_.admitted_before(*next, slot); ++next) {
      publisher_.complete(*next, forming.step);
    }
    compute_chunk(request);
    forming.budget_tokens -= request.scheduled_tokens;
  }
  for (; next != completing.end(); ++next) publisher_.complete(*next, forming.step);
}

/// Precondition: there is memory for it.
void RunningBatch::compute_chunk(ActiveRequest& request) {
  const std::int32_t tokens = request.scheduled_tokens;
  const bool fits = kv_.extend(request.facts.content, request.computed_tokens,
                               request.computed_tokens + tokens, request.holding);
  SERVESWEEP_ENSURE(fits);
  static_cast<void>(fits);
  running_.compute(request, tokens);
}

StepWork RunningBatch::describe(const FormingStep& forming) {
  StepInFlight& step = forming.step;
  StepWork work{
      .prefill_tokens = 0,
      .decode_tokens = step.decode_tokens,
      .decode_context_tokens = running_.decode_context_tokens() - forming.skipped_context_tokens,
      .prefill = {}};
  if (!running_.prefilling().empty()) {
    list_chunks(work);
    if (loads_.enabled()) list_prompts(step);
  }
  step.decode_requests = running_.decoding().size();
  step.prefill_requests = static_cast<std::int32_t>(work.prefill.size());
  return work;
}

void RunningBatch::list_prompts(StepInFlight& step) const {
  for (const Slot slot : running_.prefilling()) {
    const ActiveRequest& request = running_.at(slot);
    if (request.scheduled_tokens > 0) step.prompts.push_back({slot, request.computed_tokens});
  }
}

void RunningBatch::list_chunks(StepWork& work) {
  chunks_.clear();
  for (const Slot slot : running_.prefilling()) {
    const ActiveRequest& request = running_.at(slot);
    if (request.scheduled_tokens == 0 && switches_.effects_at_step_end) continue;
    const std::int32_t context = request.computed_tokens - request.scheduled_tokens;
    const bool admitted_now = request.admitted_in_step == running_.step();
    chunks_.push_back({.context_tokens = context,
                       .tokens = request.scheduled_tokens,
                       .cached_tokens = admitted_now ? context : 0});
    work.prefill_tokens += request.scheduled_tokens;
  }
  work.prefill = chunks_;
}

void RunningBatch::list_shares(std::vector<StepShare>& shares) const {
  const std::int64_t step = running_.step();
  for (Slot slot = running_.first(); slot != kNoSlot; slot = running_.next(slot)) {
    const ActiveRequest& request = running_.at(slot);
    const bool prompt = request.admitted_in_step == step || request.phase == Phase::prefill ||
                        request.decode_since_step == step;
    const bool passed_over = request.held_back_since_us != kNever;
    const bool decodes =
        !prompt && !passed_over && (request.phase == Phase::decode || request.finish_step == step);
    const std::int32_t tokens = prompt ? request.scheduled_tokens : decodes ? 1 : 0;
    if (tokens > 0) shares.push_back({.request = request.facts.id, .tokens = tokens});
  }
}

void RunningBatch::remove(Slot slot) {
  ActiveRequest& request = running_.at(slot);
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
      if (request.publishes && stored % block == 0) publisher_.publish_block(request);
    }
  }
  kv_.release(stored, request.holding, false, user_of(request));
  running_.remove(slot);
}

}  // namespace servesweep::engine
