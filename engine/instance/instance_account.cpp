#include "engine/instance/instance_account.h"

#include <algorithm>

namespace servesweep::engine {

void InstanceAccount::reset(InstanceId id, StepObserver* observer) {
  id_ = id;
  observer_ = observer;
  shows_shares_ = observer != nullptr && observer->wants_shares();
  counters_ = {};
}

void InstanceAccount::formed(StepInFlight& step, std::int32_t waiting) {
  step.batch = batch_.size();
  step.waiting_after = waiting;
  step.used_blocks = kv_.used_blocks();
  ++counters_.steps;
  counters_.waiting_sum += waiting;
  counters_.peak_blocks = std::max(counters_.peak_blocks, step.used_blocks);
  counters_.block_time_integral += step.used_blocks * step.length_us;
  if (shows_shares_) batch_.list_shares(step.shares);
}

void InstanceAccount::passed(const QuietTurns::Stride& stride, std::int32_t waiting) {
  counters_.steps += stride.steps;
  counters_.waiting_sum += stride.steps * waiting;
  // Nobody frees any in quiet turns: the last of them sees most.
  counters_.peak_blocks = std::max<std::int64_t>(counters_.peak_blocks, kv_.used_blocks());
  counters_.block_time_integral += stride.block_time;
  event(stride.last_us);
}

void InstanceAccount::show(const StepInFlight& step) const {
  observer_->step({.instance = id_,
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
                   .stored_blocks = stored_blocks(),
                   .loaded_blocks = loaded_blocks(),
                   .shares = step.shares});
}

InstanceSummary InstanceAccount::summary() const {
  InstanceSummary summary = counters_;
  summary.preemptions = batch_.preemptions();
  summary.kv_allocation_failures = batch_.allocation_failures();
  summary.block_hits = kv_.hits();
  summary.block_misses = kv_.misses() - loads_.tiers().loaded_blocks();  // those are hits
  summary.offloaded_blocks = stored_blocks();
  summary.reloaded_blocks = loaded_blocks();
  summary.reload_misses = kv_.reload_misses();
  summary.cpu_blocks = kv_.cpu_blocks() + loads_.tiers().blocks();
  summary.used_blocks = kv_.used_blocks();
  return summary;
}

}  // namespace servesweep::engine
