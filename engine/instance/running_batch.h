#pragma once

#include <vector>

#include "engine/instance/decode_calendar.h"
#include "engine/instance/gap_ledger.h"
#include "engine/instance/waiting_queue.h"
#include "engine/latency/latency_model.h"
#include "engine/policy/preemption/preemption_policy.h"

namespace servesweep::engine {

/// What form() decided about one step.
struct FormedBatch {
  StepWork work;
  std::int32_t prefill_requests = 0, decode_requests = 0;
};

/// The running requests of one instance: which tokens each step computes, and what follows from it.
///
/// Decoding requests are not visited: their progress is the difference of step counters, and the
/// calendar knows when something happens to one of them. Only when the step's token budget or KV
/// memory does not suffice for everybody is the running list walked in order.
class RunningBatch {
 public:
  RunningBatch(std::vector<ActiveRequest>& table, WaitingQueue& waiting, KvCache& kv)
      : table_(table), waiting_(waiting), kv_(kv) {}

  void reset(const BatchSpec& limits, std::int32_t block_tokens, const PreemptionPolicy& preemption,
             const LatencyModel& latency, TokenGaps& token_gaps);

  [[nodiscard]] std::int32_t size() const { return size_; }
  [[nodiscard]] std::int64_t preemptions() const { return preemptions_; }
  [[nodiscard]] std::int64_t allocation_failures() const { return allocation_failures_; }
  [[nodiscard]] std::int64_t output_tokens() const { return output_tokens_; }
  [[nodiscard]] std::int64_t steps() const { return step_; }

  /// Begins a step at `now_us`: serves the running requests, then admits waiting ones.
  [[nodiscard]] FormedBatch form(TimeUs now_us);

  /// Requests that left the batch in form() and can never come back: prompt and tokens so far
  /// exceed the whole KV memory. Valid until the next step.
  [[nodiscard]] const std::vector<Slot>& outgrown() const { return outgrown_; }

  /// The step computes for `length_us`: progress is made. Returns the requests that got their last
  /// token, in running order; valid until the next step. finish() must be called for each.
  [[nodiscard]] const std::vector<Slot>& advance(TimeUs now_us, TimeUs length_us);

  /// Takes a request that got its last token out of the batch and completes its record.
  void finish(Slot slot, TimeUs now_us, TimeUs length_us);

  /// Brings the record of a request that did not finish up to date at the end of a run.
  void account_unfinished(Slot slot);

  [[nodiscard]] Slot first() const { return running_.first(); }
  [[nodiscard]] Slot next(Slot slot) const {
    return SlotList<&ActiveRequest::running>::next(table_, slot);
  }

 private:
  [[nodiscard]] ActiveRequest& at(Slot slot) { return table_[static_cast<std::size_t>(slot)]; }
  [[nodiscard]] bool is_running(Slot slot) const {
    const ActiveRequest::Phase phase = table_[static_cast<std::size_t>(slot)].phase;
    return phase == ActiveRequest::Phase::prefill || phase == ActiveRequest::Phase::decode;
  }
  [[nodiscard]] static bool publishes(const ActiveRequest& request);
  [[nodiscard]] std::int32_t decoded_tokens(const ActiveRequest& request, std::int64_t steps) const;
  [[nodiscard]] static std::int32_t chunk(const ActiveRequest& request, std::int32_t remaining);

  [[nodiscard]] FormedBatch describe(TimeUs now_us);
  [[nodiscard]] bool everybody_fits();
  void serve_everybody();
  void serve_in_order();
  [[nodiscard]] bool serve(Slot slot);
  [[nodiscard]] bool serve_prefill(Slot slot);
  [[nodiscard]] bool serve_decode(Slot slot);
  [[nodiscard]] bool make_room(Slot asking);
  void preempt(Slot victim);
  void skip(Slot slot);
  void publish_completed_blocks();
  void publish_next_block(Slot slot);
  void close_decode_stretch(ActiveRequest& request, std::int64_t steps, TimeUs step_time_sum_us);

  void admit_waiting(TimeUs now_us);
  [[nodiscard]] bool admit(Slot slot, TimeUs now_us);
  void note_gaps(TimeUs now_us, TimeUs length_us);
  void note_interruption(Slot slot, std::int64_t last_step);
  void complete_prefill(Slot slot, TimeUs now_us, TimeUs length_us);

  std::vector<ActiveRequest>& table_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  const PreemptionPolicy* preemption_ = nullptr;
  BatchSpec limits_;
  TimeUs output_overhead_us_ = 0;

  SlotList<&ActiveRequest::running> running_;
  std::vector<Slot> prefilling_;  ///< in running order
  DecodeCalendar decoding_;
  GapLedger gaps_;
  std::vector<Slot> late_;  ///< decoding requests that got no token in the step before
  std::int32_t size_ = 0;
  std::int64_t step_ = 0, admissions_ = 0;
  TimeUs step_time_sum_us_ = 0, last_step_end_us_ = 0;

  // ---- the step being formed
  std::int64_t budget_tokens_ = 0;
  std::int64_t decode_context_tokens_ = 0;  ///< tokens stored by all decoding requests
  std::int64_t skipped_context_tokens_ = 0;
  std::int32_t decode_tokens_ = 0, preempted_in_step_ = 0;

  std::int64_t preemptions_ = 0, allocation_failures_ = 0, output_tokens_ = 0;
  std::vector<PrefillChunk> chunks_;  ///< scratch
  std::vector<Slot> outgrown_;
  std::vector<Slot> finishing_, order_, order_of_running_;  ///< scratch
  std::vector<RunningFacts> running_facts_;                 ///< scratch
};

}  // namespace servesweep::engine
