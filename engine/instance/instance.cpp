#include "engine/instance/instance.h"

#include <fmt/format.h>

#include <algorithm>

namespace servesweep::engine {

Instance::Instance()
    : eviction_news_(kv_),
      loads_(table_.requests(), kv_),
      batch_(table_.requests(), waiting_, kv_, loads_),
      look_ahead_(table_.requests(), waiting_, kv_, loads_, batch_),
      progress_(table_.requests(), batch_.running()),
      quiet_(batch_, kv_, steps_, progress_) {}

void Instance::reset(InstanceId id, const Scenario& scenario, const LatencyModel& latency,
                     const InstancePolicies& policies, Collector& collector,
                     const InstanceListeners& listeners) {
  id_ = id;
  policies_ = &policies;
  collector_ = &collector;
  listeners_ = listeners;
  latency_ = &latency;
  switches_ = scenario.switches;
  horizon_us_ = scenario.horizon_us;
  table_.clear();
  deliveries_.reset();
  kv_.reset(scenario.kv, scenario.switches, *policies.eviction, *policies.offload,
            listeners.caches);
  eviction_news_.reset(id, *policies.eviction, listeners.foreseen);
  const StepCost cost = latency_->cost();
  loads_.reset(scenario, *policies.offload, cost, listeners.caches);
  waiting_.reset(id, *policies.scheduling, *policies.priority, cost, kv_, table_.requests(),
                 scenario.profile == Profile::reference);
  batch_.reset(scenario, policies, cost);
  look_ahead_.reset(*policies.offload, switches_.recompute_last_token);
  progress_.reset(switches_, *latency_, collector);
  steps_.reset(!switches_.effects_at_step_end ? 0 : switches_.async_scheduling ? 2 : 1);
  own_watch_.reset(nullptr);
  watch_ = listeners.watch != nullptr ? listeners.watch : &own_watch_;
  quiet_.reset(latency, *watch_);
  stall_.reset();
  polls_.stop();
  inflight_prefill_tokens_ = 0;
  next_turn_us_ = next_event_us_ = kForever;
  now_us_ = 0;
  summary_ = {};
}

void Instance::accept(const RequestFacts& facts, std::int32_t output_tokens, TimeUs now_us) {
  const Slot slot = table_.enter(facts, output_tokens);
  ActiveRequest& active = at(slot);
  active.chunk_limit_tokens = policies_->chunking->limit_tokens(facts);
  active.expected_prefill_tokens =
      std::max(facts.input_tokens - facts.intent.expected_cached_tokens, 0);
  inflight_prefill_tokens_ += active.expected_prefill_tokens;
  RequestRecord& record = active.record;
  record.instance = id_;
  record.routed_us = now_us;
  record.breakdown.gateway_us = now_us - facts.arrival_us;
  record.breakdown.delivery_us = latency_->queueing_us(facts.input_tokens);
  deliveries_.push(slot, now_us + record.breakdown.delivery_us);
  now_us_ = std::max(now_us_, now_us);
  update_next_event();
}

void Instance::advance_to(TimeUs time_us) {
  while (next_event_us_ <= time_us) {
    watch_->event();
    if (deliveries_.next_us() <= next_turn_us_) {
      queue_request();
    } else if (!take_quiet_turns(std::min(time_us, deliveries_.next_us() - 1))) {
      turn();
    }
    update_next_event();
  }
}

// ---------------------------------------------------------------------------------------- queue

bool Instance::is_too_large(const ActiveRequest& request) const {
  const std::int32_t tokens =
      request.facts.input_tokens + (switches_.refuse_oversized ? request.final_tokens() : 0);
  return kv_.blocks_for(tokens) > kv_.gpu_blocks();
}

/// A request reaches the waiting queue, or is dropped because it can never fit.
void Instance::queue_request() {
  quiet_.interrupt();
  const DeliveryQueue::Delivery event = deliveries_.pop();
  now_us_ = std::max(now_us_, event.time_us);
  ActiveRequest& request = at(event.slot);
  const bool too_large = is_too_large(request);
  if (next_turn_us_ == kForever && !(too_large && switches_.effects_at_step_end)) {
    next_turn_us_ = event.time_us;
    loads_.poll(event.time_us);  // copies that arrived while it slept
  } else if (polls_.under_way()) {
    next_turn_us_ = std::min(next_turn_us_, polls_.first_from(event.time_us));
    loads_.poll(polls_.last_before(event.time_us));  // next_poll_us() may have left it out
  }
  if (too_large) return drop(event.slot);
  request.phase = ActiveRequest::Phase::waiting;
  request.record.enqueued_us = event.time_us;
  summary_.input_tokens += request.facts.input_tokens;
  eviction_news_.arrived(request.facts, event.time_us);
  look_ahead_.before_queueing(event.slot, event.time_us);
  waiting_.push(event.slot);
  look_ahead_.after_queueing(event.time_us);
}

// ---------------------------------------------------------------------------------- engine loop

void Instance::turn() {
  const std::int64_t achieved =
      progress_.output_tokens() + summary_.completed + summary_.dropped + deliveries_.pushed();
  if (!stall_.turn(achieved)) report_stall();
  quiet_.interrupt();
  const TimeUs now_us = next_turn_us_;
  now_us_ = std::max(now_us_, now_us);
  polls_.stop();
  if (switches_.effects_at_step_end) {
    turn_at_step_end(now_us);
  } else {
    turn_at_step_start(now_us);
  }
  loads_.poll(now_us);  // when a step is launched
}

void Instance::report_stall() const {
  throw StalledRun(fmt::format(
      "instance {}: {} turns in a row gave no token (at {:.6f} s, with {} waiting and {} running "
      "requests, a policy lets none of them go on); change the policy or its parameters",
      id_.value(), StallWatch::kMostIdleTurns, static_cast<double>(next_turn_us_) * 1e-6,
      waiting_.size() + loads_.size(), batch_.size()));
}

void Instance::turn_at_step_start(TimeUs now_us) {
  StepInFlight& step = steps_.next();
  if (schedule(step, now_us, now_us)) deliver(step);
  if (!has_work()) {
    next_turn_us_ = kForever;
  } else {
    const bool goes_on = step.length_us > 0 || batch_.size() > 0;
    next_turn_us_ = goes_on ? step.end_us() : next_poll_us(now_us);
  }
}

void Instance::turn_at_step_end(TimeUs now_us) {
  if (!steps_.empty() && steps_.oldest().end_us() == now_us) {
    deliver(steps_.at(0));
    steps_.pop();
  }
  while (steps_.size() < steps_.depth() && has_work()) {
    if (!schedule(steps_.next(), now_us, std::max(now_us, steps_.last_end_us()))) break;
    steps_.push();
  }
  if (!steps_.empty()) {
    next_turn_us_ = steps_.oldest().end_us();
  } else {
    next_turn_us_ = has_work() ? next_poll_us(now_us) : kForever;
  }
}

/// Quiet turns, if the next ones are; nobody who watches steps may miss any.
bool Instance::take_quiet_turns(TimeUs until_us) {
  if (listeners_.steps != nullptr || !quiet_.may_follow()) return false;
  const bool somebody_waits = !waiting_.empty();
  if (somebody_waits && look_ahead_.window() > 0) return false;
  until_us = std::min(until_us, loads_.next_news_us() - 1);  // the turn after it polls
  const TimeUs first_us = next_turn_us_;
  const auto obstacle = somebody_waits ? batch_.lasting_obstacle() : std::nullopt;
  const QuietTurns::Stride stride = quiet_.take(next_turn_us_, until_us);
  if (stride.last_us == kNever) return false;
  kv_.set_now(stride.last_us);
  if (obstacle) {
    waiting_.pass_calls(first_us, stride.last_us, batch_.size(), *obstacle);
  } else {  // nobody waits, or for the same cause as in the steady turns before
    waiting_.begin_call(stride.last_us, batch_.size());
  }
  summary_.waiting_sum += stride.steps * waiting_.size();
  now_us_ = std::max(now_us_, stride.last_us);
  summary_.steps += stride.steps;
  summary_.block_time_integral += stride.block_time;
  summary_.peak_blocks = std::max<std::int64_t>(summary_.peak_blocks, kv_.used_blocks());
  return true;
}

/// The engine loop has requests and can schedule none: it looks again every millisecond, and there
/// is nothing to see before the next load is complete.
TimeUs Instance::next_poll_us(TimeUs now_us) {
  polls_.begin(now_us);
  const bool only_loads = batch_.size() == 0 && waiting_.empty() && !loads_.has_reports();
  return polls_.first_from(only_loads ? loads_.next_load_us() : now_us);
}

/// Requests whose loads were reported take part in the schedule call that begins.
void Instance::bring_back_loaded() {
  const std::vector<Slot>& reported = loads_.take_reported();
  for (auto slot = reported.rbegin(); slot != reported.rend(); ++slot) waiting_.come_back(*slot);
}

/// False if the step has nothing to do and is not to be executed.
bool Instance::schedule(StepInFlight& step, TimeUs now_us, TimeUs start_us) {
  kv_.set_now(now_us);
  waiting_.begin_call(now_us, batch_.size());
  if (loads_.enabled()) {
    loads_.begin_call(now_us, waiting_.size());
    bring_back_loaded();
  }
  const StepWork work = batch_.form(now_us, steps_.last_end_us(), step);
  look_ahead_.after_call(now_us);
  const bool executes = !step.empty() || !switches_.free_empty_steps;
  const TimeUs compute_us = executes ? latency_->step_us(work) : 0;
  const TimeUs loaded_us = loads_.take_awaited_until_us();
  const TimeUs stall_us =
      kv_.take_pending_transfer_us() + std::max<TimeUs>(loaded_us - start_us - compute_us, 0);
  steps_.add_stall(stall_us);
  step.start_us = start_us;
  step.length_us = compute_us + stall_us;
  step.stall_sum_us = steps_.stall_sum_us();
  progress_.formed(step);
  if (!batch_.outgrown().empty()) drop_outgrown();
  if (!executes) return false;
  steps_.book(step);
  ++summary_.steps;
  step.batch = batch_.size();
  step.prefill_tokens = work.prefill_tokens;
  step.waiting_after = waiting_.size();
  step.used_blocks = kv_.used_blocks();
  summary_.waiting_sum += step.waiting_after;
  summary_.peak_blocks = std::max(summary_.peak_blocks, step.used_blocks);
  summary_.block_time_integral += step.used_blocks * step.length_us;
  if (listeners_.steps != nullptr && listeners_.steps->wants_shares())
    batch_.list_shares(step.shares);
  return true;
}

void Instance::drop_outgrown() {
  for (const Slot slot : batch_.outgrown()) drop(slot);
}

/// The tokens of a step are there.
void Instance::deliver(StepInFlight& step) {
  if (switches_.effects_at_step_end) kv_.set_now(step.end_us());
  progress_.delivered(step);
  if (!step.first_tokens.empty()) end_prefill(step);
  for (const PromptProgress& prompt : step.prompts) {
    const TimeUs now_us = switches_.effects_at_step_end ? step.end_us() : step.start_us;
    loads_.store_prompt(at(prompt.slot), prompt.computed_tokens, now_us);
  }
  if (!step.full_blocks.empty()) batch_.publish(step);
  if (!step.last_tokens.empty()) finish(step);
  if (listeners_.steps != nullptr) observe(step);
}

/// Prompts are complete.
void Instance::end_prefill(const StepInFlight& step) {
  for (const Slot slot : step.first_tokens) {
    ActiveRequest& request = at(slot);
    inflight_prefill_tokens_ -= request.expected_prefill_tokens;
    request.expected_prefill_tokens = 0;
  }
}

void Instance::finish(const StepInFlight& step) {
  const TimeUs now_us = switches_.effects_at_step_end ? step.end_us() : step.start_us;
  for (const Slot slot : step.last_tokens) {
    eviction_news_.ended(at(slot).facts, step.end_us(),
                         step.end_us() + progress_.output_overhead_us());
    loads_.store_completed(at(slot), now_us);
    progress_.finish(slot, step);
    batch_.remove(slot);
    complete(slot, step.end_us());
  }
  if (step.end_us() <= horizon_us_) now_us_ = std::max(now_us_, step.end_us());
}

void Instance::observe(const StepInFlight& step) {
  listeners_.steps->step({.instance = id_,
                          .start_us = step.start_us,
                          .length_us = step.length_us,
                          .batch = step.batch,
                          .prefill_requests = step.prefill_requests,
                          .prefill_tokens = step.prefill_tokens,
                          .decode_requests = step.decode_requests,
                          .decode_tokens = step.decode_tokens,
                          .finished = static_cast<std::int32_t>(step.last_tokens.size()),
                          .waiting_after = step.waiting_after,
                          .used_blocks_mid = step.used_blocks,
                          .used_blocks_end = kv_.used_blocks(),
                          .preemptions = batch_.preemptions(),
                          .stored_blocks = kv_.offloaded() + loads_.tiers().stored_blocks(),
                          .loaded_blocks = kv_.reloaded() + loads_.tiers().loaded_blocks(),
                          .shares = step.shares});
}

// -------------------------------------------------------------------------------------- leaving

void Instance::complete(Slot slot, TimeUs end_us) {
  ++summary_.completed;
  batch_.completed(at(slot));
  if (listeners_.completions != nullptr) {
    listeners_.completions->push_back(
        {.request = at(slot).facts.id, .time_us = end_us + progress_.output_overhead_us()});
  }
  report(slot, RequestStatus::completed);
}

void Instance::drop(Slot slot) {
  ++summary_.dropped;
  inflight_prefill_tokens_ -= at(slot).expected_prefill_tokens;
  progress_.drop(slot);
  eviction_news_.dropped(at(slot).facts);
  report(slot, RequestStatus::dropped);
}

void Instance::report(Slot slot, RequestStatus status) {
  at(slot).record.status = status;
  collector_->add(at(slot).record);
  table_.leave(slot);
}

InstanceReport Instance::report() const {
  const StepInFlight& step = steps_.oldest();
  const bool executes = switches_.effects_at_step_end ? !steps_.empty() : has_work();
  InstanceReport report{
      .waiting = waiting_.size(),
      .running = batch_.size(),
      .decoding = batch_.running().decoding().size(),
      .lower_tier_blocks = kv_.cpu_blocks() + loads_.tiers().blocks(),
      .backlog_tokens = waiting_.backlog_tokens() + batch_.running().prefill_backlog_tokens(),
      .preemptions = batch_.preemptions(),
      .step_start_us = executes ? step.start_us : kNever,
      .step_prefill_tokens = executes ? static_cast<std::int32_t>(step.prefill_tokens) : 0};
  loads_.add_waiting(report);
  return report;
}

InstanceSummary Instance::close() {
  summary_.queueing = deliveries_.size();
  summary_.waiting = waiting_.size() + loads_.size();
  summary_.running = batch_.size();
  for (const DeliveryQueue::Delivery& delivery : deliveries_.all())
    report(delivery.slot, RequestStatus::waiting);
  for (const Slot slot : waiting_.slots()) {
    progress_.close(slot);
    report(slot, RequestStatus::waiting);
  }
  for (const Slot slot : loads_.aside()) {
    progress_.close(slot);
    report(slot, RequestStatus::waiting);
  }
  const RunningSet& running = batch_.running();
  for (Slot slot = running.first(); slot != kNoSlot; slot = running.next(slot)) {
    progress_.close(slot);
    report(slot, RequestStatus::running);
  }
  report_evicted();
  summary_.output_tokens = progress_.output_tokens();
  summary_.preemptions = batch_.preemptions();
  summary_.kv_allocation_failures = batch_.allocation_failures();
  summary_.block_hits = kv_.hits();
  summary_.block_misses = kv_.misses() - loads_.tiers().loaded_blocks();  // those are hits
  summary_.offloaded_blocks = kv_.offloaded() + loads_.tiers().stored_blocks();
  summary_.reloaded_blocks = kv_.reloaded() + loads_.tiers().loaded_blocks();
  summary_.reload_misses = kv_.reload_misses();
  summary_.cpu_blocks = kv_.cpu_blocks() + loads_.tiers().blocks();
  summary_.used_blocks = kv_.used_blocks();
  summary_.end_us = std::min(now_us_, horizon_us_);
  return summary_;
}

/// Requests whose last token was under way, and their memory gone, when the run ended.
void Instance::report_evicted() {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    for (const Slot slot : steps_.at(i).last_tokens) {
      if (at(slot).phase != ActiveRequest::Phase::evicted) continue;
      ++summary_.running;
      progress_.close(slot);
      report(slot, RequestStatus::running);
    }
  }
}

}  // namespace servesweep::engine
