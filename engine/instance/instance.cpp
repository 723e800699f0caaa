#include "engine/instance/instance.h"

#include <algorithm>

namespace servesweep::engine {

Instance::Instance() : batch_(table_, waiting_, kv_) {}

void Instance::reset(InstanceId id, const Scenario& scenario, const InstancePolicies& policies,
                     Collector& collector, StepObserver* observer,
                     std::vector<Completion>* completions) {
  id_ = id;
  policies_ = &policies;
  collector_ = &collector;
  observer_ = observer;
  completions_ = completions;
  latency_ = make_latency_model(scenario.latency);
  horizon_us_ = scenario.horizon_us;
  table_.clear();
  unused_slots_.clear();
  queue_events_.clear();
  kv_.reset(scenario.kv, scenario.switches, *policies.eviction, *policies.offload);
  waiting_.reset(*policies.scheduling, *policies.priority, table_);
  batch_.reset(scenario.batch, scenario.kv.block_tokens, *policies.preemption, *latency_);
  queueing_ = 0;
  sequence_ = inflight_prefill_tokens_ = 0;
  next_step_us_ = next_event_us_ = kForever;
  now_us_ = 0;
  summary_ = {};
}

Slot Instance::new_slot() {
  if (unused_slots_.empty()) {
    table_.emplace_back();
    return static_cast<Slot>(table_.size() - 1);
  }
  const Slot slot = unused_slots_.back();
  unused_slots_.pop_back();
  at(slot) = ActiveRequest{};
  return slot;
}

void Instance::accept(const RequestFacts& facts, std::int32_t output_tokens, TimeUs now_us) {
  const Slot slot = new_slot();
  ActiveRequest& active = at(slot);
  active.facts = facts;
  active.output_tokens = output_tokens;
  active.chunk_limit_tokens = policies_->chunking->limit_tokens(facts);
  active.prefill_target_tokens = facts.input_tokens;
  RequestRecord& record = active.record;
  record.request = facts.id;
  record.instance = id_;
  record.slo_class = facts.slo_class;
  record.tenant = facts.tenant;
  record.input_tokens = facts.input_tokens;
  record.output_tokens = output_tokens;
  record.arrival_us = facts.arrival_us;
  record.routed_us = now_us;
  queue_events_.push_back({.time_us = now_us + latency_->queueing_us(facts.input_tokens),
                           .sequence = sequence_++,
                           .slot = slot});
  std::push_heap(queue_events_.begin(), queue_events_.end());
  ++queueing_;
  now_us_ = std::max(now_us_, now_us);
  update_next_event();
}

void Instance::advance_to(TimeUs time_us) {
  while (next_event_us_ <= time_us) {
    if (!queue_events_.empty() && queue_events_.front().time_us <= next_step_us_) {
      queue_request();
    } else {
      step();
    }
    update_next_event();
  }
}

void Instance::update_next_event() {
  next_event_us_ = next_step_us_;
  if (!queue_events_.empty()) {
    next_event_us_ = std::min(next_event_us_, queue_events_.front().time_us);
  }
}

/// A request reaches the waiting queue, or is dropped because its prompt can never fit.
void Instance::queue_request() {
  const QueueEvent event = queue_events_.front();
  std::pop_heap(queue_events_.begin(), queue_events_.end());
  queue_events_.pop_back();
  --queueing_;
  now_us_ = std::max(now_us_, event.time_us);
  if (next_step_us_ == kForever) next_step_us_ = event.time_us;
  ActiveRequest& request = at(event.slot);
  if (kv_.blocks_for(request.facts.input_tokens) > kv_.gpu_blocks()) {
    drop(event.slot);
    return;
  }
  request.phase = ActiveRequest::Phase::waiting;
  request.record.enqueued_us = event.time_us;
  summary_.input_tokens += request.facts.input_tokens;
  waiting_.push(event.slot);
}

void Instance::step() {
  const TimeUs start_us = next_step_us_;
  now_us_ = std::max(now_us_, start_us);
  kv_.set_now(start_us);
  waiting_.begin_step(start_us);
  const FormedBatch formed = batch_.form(start_us);
  for (const Slot slot : batch_.outgrown()) drop(slot);
  const std::int32_t batch_size = batch_.size();
  const std::int32_t waiting_after = waiting_.size();
  const TimeUs length_us = latency_->step_us(formed.work) + kv_.take_pending_transfer_us();

  const std::vector<Slot>& finishing = batch_.advance(start_us, length_us);
  const std::int64_t used_mid = kv_.used_blocks();
  summary_.peak_blocks = std::max(summary_.peak_blocks, used_mid);
  summary_.block_time_integral += used_mid * length_us;
  for (const Slot slot : finishing) {
    batch_.finish(slot, start_us, length_us);
    finish(slot, start_us + length_us);
  }

  const bool busy = batch_.size() > 0 || !waiting_.empty();
  next_step_us_ = busy ? start_us + length_us : kForever;
  if (observer_ != nullptr) {
    observer_->step({.instance = id_,
                     .start_us = start_us,
                     .length_us = length_us,
                     .batch = batch_size,
                     .prefill_requests = formed.prefill_requests,
                     .prefill_tokens = formed.work.prefill_tokens,
                     .decode_requests = formed.decode_requests,
                     .decode_tokens = formed.work.decode_tokens,
                     .finished = static_cast<std::int32_t>(finishing.size()),
                     .waiting_after = waiting_after,
                     .used_blocks_mid = used_mid,
                     .used_blocks_end = kv_.used_blocks()});
  }
}

void Instance::finish(Slot slot, TimeUs end_us) {
  ++summary_.completed;
  if (end_us <= horizon_us_) now_us_ = std::max(now_us_, end_us);
  report(slot, RequestStatus::completed);
}

void Instance::drop(Slot slot) {
  ++summary_.dropped;
  report(slot, RequestStatus::dropped);
}

void Instance::report(Slot slot, RequestStatus status) {
  at(slot).record.status = status;
  collector_->add(at(slot).record);
  unused_slots_.push_back(slot);
}

InstanceReport Instance::report() const {
  return {.waiting = waiting_.size(),
          .running = batch_.size(),
          .used_kv_blocks = kv_.used_blocks(),
          .preemptions = batch_.preemptions()};
}

InstanceSummary Instance::close() {
  summary_.queueing = queueing_;
  summary_.waiting = waiting_.size();
  summary_.running = batch_.size();
  for (const QueueEvent& event : queue_events_) report(event.slot, RequestStatus::waiting);
  for (; !waiting_.empty(); waiting_.pop_head()) report(waiting_.head(), RequestStatus::waiting);
  for (Slot slot = batch_.first(); slot != kNoSlot; slot = batch_.next(slot)) {
    batch_.account_unfinished(slot);
    report(slot, RequestStatus::running);
  }
  summary_.steps = batch_.steps();
  summary_.output_tokens = batch_.output_tokens();
  summary_.preemptions = batch_.preemptions();
  summary_.kv_allocation_failures = batch_.allocation_failures();
  summary_.block_hits = kv_.hits();
  summary_.block_misses = kv_.misses();
  summary_.offloaded_blocks = kv_.offloaded();
  summary_.reloaded_blocks = kv_.reloaded();
  summary_.reload_misses = kv_.reload_misses();
  summary_.used_blocks = kv_.used_blocks();
  summary_.end_us = std::min(now_us_, horizon_us_);
  return summary_;
}

}  // namespace servesweep::engine
