#include "engine/instance/instance.h"

#include <algorithm>

namespace servesweep::engine {

Instance::Instance()
    : eviction_news_(kv_),
      loads_(table_.requests(), kv_),
      batch_(table_.requests(), waiting_, kv_, loads_),
      look_ahead_(table_.requests(), waiting_, kv_, loads_, batch_),
      progress_(table_.requests(), batch_.running()),
      quiet_(batch_, kv_, steps_, progress_),
      departures_(table_, progress_),
      account_(batch_, kv_, loads_) {}

void Instance::reset(InstanceId id, const Scenario& scenario, const LatencyModel& latency,
                     const InstancePolicies& policies, Collector& collector,
                     const InstanceListeners& listeners) {
  id_ = id;
  policies_ = &policies;
  latency_ = &latency;
  shortest_step_us_ = latency.shortest_step_us();
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
  departures_.reset(collector, listeners.completions);
  account_.reset(id, listeners.steps);
  stall_.reset();
  polls_.stop();
  next_turn_us_ = next_event_us_ = kForever;
}

void Instance::accept(const RequestFacts& facts, std::int32_t output_tokens, TimeUs now_us) {
  const Slot slot = table_.enter(facts, output_tokens);
  ActiveRequest& active = at(slot);
  active.chunk_limit_tokens = policies_->chunking->limit_tokens(facts);
  RequestRecord& record = active.record;
  record.instance = id_;
  record.routed_us = now_us;
  record.breakdown.gateway_us = now_us - facts.arrival_us;
  record.breakdown.delivery_us = latency_->queueing_us(facts.input_tokens);
  deliveries_.push(slot, now_us + record.breakdown.delivery_us);
  account_.event(now_us);
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

/// The first completion is that of somebody who runs, who gets a token per step at most, and in
/// each of these steps computes something. Whoever watches steps, or knows the future, is to see
/// what instances do in the order of time.
TimeUs Instance::next_completion_us() {
  if (batch_.size() == 0 || !waiting_.empty() || loads_.size() > 0 || steps_.finish_somebody() ||
      account_.is_observed() || eviction_news_.foresees()) {
    return next_event_us_;
  }
  const std::int64_t steps_between = batch_.steps_to_finish() - 1;
  const TimeUs last_us = next_turn_us_ + steps_between * shortest_step_us_;
  return std::max(next_event_us_, std::min(last_us, deliveries_.next_us()));
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
  account_.event(event.time_us);
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
  account_.queued(request.facts);
  eviction_news_.arrived(request.facts, event.time_us);
  look_ahead_.before_queueing(event.slot, event.time_us);
  waiting_.push(event.slot);
  look_ahead_.after_queueing(event.time_us);
}

// ---------------------------------------------------------------------------------- engine loop

void Instance::turn() {
  const std::int64_t achieved = progress_.output_tokens() + departures_.completed() +
                                departures_.dropped() + deliveries_.pushed();
  if (!stall_.turn(achieved)) {
    StallWatch::report(id_, next_turn_us_, waiting_.size() + loads_.size(), batch_.size());
  }
  quiet_.interrupt();
  const TimeUs now_us = next_turn_us_;
  account_.event(now_us);
  polls_.stop();
  if (switches_.effects_at_step_end) {
    turn_at_step_end(now_us);
  } else {
    turn_at_step_start(now_us);
  }
  loads_.poll(now_us);  // when a step is launched
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

/// Quiet turns, if the next ones are; nobody who is shown steps may miss any.
bool Instance::take_quiet_turns(TimeUs until_us) {
  if (account_.is_observed() || !quiet_.may_follow()) return false;
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
  account_.passed(stride, waiting_.size());
  return true;
}

/// The engine loop has requests and can schedule none: it looks again every millisecond, and there
/// is nothing to see before the next load is complete.
TimeUs Instance::next_poll_us(TimeUs now_us) {
  polls_.begin(now_us);
  const bool only_loads = batch_.size() == 0 && waiting_.empty() && !loads_.has_reports();
  return polls_.first_from(only_loads ? loads_.next_load_us() : now_us);
}

/// False if the step has nothing to do and is not to be executed.
bool Instance::schedule(StepInFlight& step, TimeUs now_us, TimeUs start_us) {
  const StepWork work = batch_.form(now_us, steps_.last_end_us(), step);
  look_ahead_.after_call(now_us);
  const bool executes = !step.empty() || !switches_.free_empty_steps;
  const TimeUs compute_us = executes ? latency_->step_us(work) : 0;
  steps_.set_times(step, start_us, compute_us, take_stall_us(start_us + compute_us));
  progress_.formed(step);
  for (const Slot slot : batch_.outgrown()) drop(slot);
  if (!executes) return false;
  steps_.book(step);
  step.prefill_tokens = work.prefill_tokens;
  account_.formed(step, waiting_.size());
  return true;
}

/// By how much transfers lengthen a step whose computation ends at `computed_us`.
TimeUs Instance::take_stall_us(TimeUs computed_us) {
  const TimeUs loaded_us = loads_.take_awaited_until_us();
  return kv_.take_pending_transfer_us() + std::max<TimeUs>(loaded_us - computed_us, 0);
}

/// The tokens of a step are there.
void Instance::deliver(StepInFlight& step) {
  if (switches_.effects_at_step_end) kv_.set_now(step.end_us());
  progress_.delivered(step);
  for (const Slot slot : step.first_tokens) table_.end_prefill(slot);
  for (const PromptProgress& prompt : step.prompts) {
    loads_.store_prompt(at(prompt.slot), prompt.computed_tokens, effect_us(step));
  }
  if (!step.full_blocks.empty()) batch_.publish(step);
  if (!step.last_tokens.empty()) finish(step);
  account_.delivered(step);
}

void Instance::finish(const StepInFlight& step) {
  const TimeUs client_us = step.end_us() + progress_.output_overhead_us();
  for (const Slot slot : step.last_tokens) {
    eviction_news_.ended(at(slot).facts, step.end_us(), client_us);
    loads_.store_completed(at(slot), effect_us(step));
    progress_.finish(slot, step);
    batch_.remove(slot);
    batch_.completed(at(slot));
    departures_.complete(slot, client_us);
  }
  if (step.end_us() <= horizon_us_) account_.event(step.end_us());
}

// -------------------------------------------------------------------------------------- leaving

void Instance::drop(Slot slot) {
  eviction_news_.dropped(at(slot).facts);
  departures_.drop(slot);
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
  InstanceSummary summary = account_.summary();
  summary.queueing = deliveries_.size();
  summary.waiting = waiting_.size() + loads_.size();
  departures_.leave_unfinished(deliveries_.slots(), RequestStatus::waiting);
  departures_.leave_unfinished(waiting_.slots(), RequestStatus::waiting);
  departures_.leave_unfinished(loads_.aside(), RequestStatus::waiting);
  const std::vector<Slot> running = still_running();
  departures_.leave_unfinished(running, RequestStatus::running);
  summary.running = std::ssize(running);
  summary.completed = departures_.completed();
  summary.dropped = departures_.dropped();
  summary.output_tokens = progress_.output_tokens();
  summary.end_us = std::min(summary.end_us, horizon_us_);
  return summary;
}

/// Those that lost their memory while their last token is under way are in no batch any more.
std::vector<Slot> Instance::still_running() const {
  std::vector<Slot> slots;
  const RunningSet& running = batch_.running();
  for (Slot slot = running.first(); slot != kNoSlot; slot = running.next(slot)) {
    slots.push_back(slot);
  }
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    for (const Slot slot : steps_.at(i).last_tokens) {
      if (running.at(slot).phase == ActiveRequest::Phase::evicted) slots.push_back(slot);
    }
  }
  return slots;
}

}  // namespace servesweep::engine
