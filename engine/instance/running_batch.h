#pragma once

#include <optional>
#include <vector>

#include "engine/instance/decode_calendar.h"
#include "engine/instance/policies.h"
#include "engine/instance/prefix_loads.h"
#include "engine/instance/step_in_flight.h"
#include "engine/instance/waiting_queue.h"
#include "engine/latency/latency_model.h"
#include "engine/metrics/step_observer.h"

namespace servesweep::engine {

/// The running requests of one instance: which tokens each step computes.
///
/// Decoding requests are not visited: their progress is the difference of step counters, and the
/// calendar knows when something happens to one of them. Only when the step's token budget or KV
/// memory does not suffice for everybody is the running list walked in order.
///
/// Progress counts when it is scheduled; tokens are there when the step ends. In between further
/// steps may be formed (asynchronous scheduling).
class RunningBatch {
 public:
  RunningBatch(std::vector<ActiveRequest>& table, WaitingQueue& waiting, KvCache& kv,
               PrefixLoads& loads)
      : table_(table), waiting_(waiting), kv_(kv), loads_(loads) {}

  void reset(const Scenario& scenario, const InstancePolicies& policies, const StepCost& cost);

  [[nodiscard]] std::int32_t size() const { return size_; }
  [[nodiscard]] std::int32_t decoding() const { return decoding_.size(); }
  [[nodiscard]] std::int64_t preemptions() const { return preemptions_; }
  [[nodiscard]] std::int64_t allocation_failures() const { return allocation_failures_; }
  /// Prompt tokens that running requests still need, those scheduled not included.
  [[nodiscard]] std::int64_t prefill_backlog_tokens() const { return prefill_backlog_tokens_; }

  /// Blocks that prompts in progress and loading requests will still need for what is known of
  /// them.
  [[nodiscard]] std::int32_t promised_blocks() const;

  /// Schedules a step at `now_us`: serves the running requests, then admits waiting ones. The last
  /// step formed ends at `last_end_us`. Fills everything but the times of `step`; the work stays
  /// valid until the next call.
  [[nodiscard]] StepWork form(TimeUs now_us, TimeUs last_end_us, StepInFlight& step);

  /// Whether steps may be quiet: all that is to be done is to decode.
  [[nodiscard]] bool only_decodes() const {
    return prefilling_.empty() && decoding_.size() > 0 && waiting_.empty() && held_back_.empty() &&
           !loads_.enabled();
  }
  /// Schedules the next step as form() would if it is a quiet one: every decoding request gets a
  /// token, and nobody ends, completes a shared block, or lacks memory. False if it is not, and
  /// nothing happens. Precondition: only_decodes().
  [[nodiscard]] bool form_quiet(TimeUs now_us) {
    const std::size_t phase = decoding_.next_phase(phase_);
    const std::int32_t blocks = decoding_.new_blocks(phase);
    if (decoding_.eventful(step_ + 1, phase) || blocks > kv_.free_blocks() ||
        decoding_.size() > (sizes_steps_ ? step_budget(now_us) : limits_.max_tokens_per_step)) {
      return false;
    }
    if (blocks > 0) {
      kv_.set_now(now_us);
      kv_.take(blocks);
    }
    ++step_;
    phase_ = phase;
    decode_context_tokens_ += decoding_.size();
    return true;
  }
  /// Schedules at most `most` further quiet steps that need no memory either; returns how many.
  [[nodiscard]] std::int64_t form_calm(std::int64_t most) {
    if (sizes_steps_ || decoding_.size() > limits_.max_tokens_per_step) return 0;
    const std::int64_t steps = decoding_.calm_steps(step_ + 1, decoding_.next_phase(phase_), most);
    step_ += steps;
    phase_ = decoding_.phase(step_);
    decode_context_tokens_ += steps * decoding_.size();
    return steps;
  }
  /// What the step formed last attends to, if it was quiet.
  [[nodiscard]] StepWork quiet_work() const {
    return {.decode_tokens = decoding_.size(),
            .decode_context_tokens = decode_context_tokens_ - decoding_.size()};
  }
  [[nodiscard]] std::int64_t steps() const { return step_; }

  /// Requests that left the batch in form() and can never come back: prompt and tokens so far
  /// exceed the whole KV memory. Valid until the next step.
  [[nodiscard]] const std::vector<Slot>& outgrown() const { return outgrown_; }

  /// Tokens per request of the step just formed, in running order, appended to `shares`.
  void list_shares(std::vector<StepShare>& shares) const;

  /// The blocks that decodes completed in this step become findable.
  void publish(const StepInFlight& step);

  /// Takes a request whose last token is there out of the batch and frees its memory.
  void remove(Slot slot);

  /// Tokens generated so far, those under way included.
  [[nodiscard]] std::int32_t generated_tokens(const ActiveRequest& request) const;

  [[nodiscard]] Slot first() const { return running_.first(); }
  [[nodiscard]] Slot next(Slot slot) const {
    return SlotList<&ActiveRequest::running>::next(table_, slot);
  }

 private:
  using Phase = ActiveRequest::Phase;

  [[nodiscard]] ActiveRequest& at(Slot slot) { return table_[static_cast<std::size_t>(slot)]; }
  [[nodiscard]] const ActiveRequest& at(Slot slot) const {
    return table_[static_cast<std::size_t>(slot)];
  }
  [[nodiscard]] static bool publishes(const ActiveRequest& request);
  [[nodiscard]] std::int32_t decoded_tokens(const ActiveRequest& request, std::int64_t steps) const;
  [[nodiscard]] static std::int32_t chunk(const ActiveRequest& request, std::int32_t remaining);
  [[nodiscard]] QueueView queue_view() const;

  [[nodiscard]] std::int32_t step_budget(TimeUs now_us);
  [[nodiscard]] bool everybody_fits();
  void serve_everybody();
  void collect_publishing();
  void serve_prompts();
  [[nodiscard]] bool admitted_before(Slot a, Slot b) {
    return at(a).admission_number < at(b).admission_number;
  }
  void serve_in_order();
  [[nodiscard]] bool serve_prefill(Slot slot);
  [[nodiscard]] bool serve_decode(Slot slot);
  [[nodiscard]] bool make_room(Slot asking);
  void preempt(Slot victim);
  void give_up_progress(ActiveRequest& request);
  void skip(Slot slot);
  void resume(Slot slot);
  void take_back_late_token(Slot slot);
  void note_full_block(Slot slot);
  void publish_block(Slot slot);

  void admit_waiting();
  enum class Admission : std::uint8_t { admitted, aside, refused };
  [[nodiscard]] Admission admit(Slot slot);
  [[nodiscard]] bool take_memory(ActiveRequest& request, std::int32_t cached, std::int32_t tokens);
  [[nodiscard]] bool extend_loaded(ActiveRequest& request, std::int32_t end_token);
  void begin_to_run(Slot slot, std::int32_t cached_tokens, std::int32_t tokens);
  [[nodiscard]] StepWork describe();
  void list_chunks(StepWork& work);
  void settle();
  void complete_prompts();
  void enter_decode(Slot slot);

  std::vector<ActiveRequest>& table_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  PrefixLoads& loads_;
  const InstancePolicies* policies_ = nullptr;
  ProfileSwitches switches_;
  BatchSpec limits_;
  StepCost cost_;
  bool sizes_steps_ = false;  ///< the chunking policy sets the budget of each step

  SlotList<&ActiveRequest::running> running_;
  std::vector<Slot> prefilling_;  ///< in running order
  DecodeCalendar decoding_;
  std::int32_t size_ = 0;
  std::int64_t step_ = 0, admissions_ = 0;
  std::int64_t prefill_backlog_tokens_ = 0;

  // ---- the step being formed
  StepInFlight* forming_ = nullptr;
  TimeUs now_us_ = 0, last_end_us_ = 0;
  std::size_t phase_ = 0;  ///< of the step, in the calendar
  std::int64_t budget_tokens_ = 0;
  std::int64_t decode_context_tokens_ = 0;  ///< tokens stored by all decoding requests
  std::int64_t skipped_context_tokens_ = 0;
  std::int32_t preempted_in_step_ = 0;
  bool in_order_ = false;  ///< the running list was walked

  std::int64_t preemptions_ = 0, allocation_failures_ = 0;
  std::vector<PrefillChunk> chunks_;  ///< scratch
  std::vector<Slot> outgrown_;
  std::vector<Slot> publishing_;                ///< scratch
  std::vector<Slot> held_back_;                 ///< decodes that the last step passed over
  std::vector<Slot> order_, order_of_running_;  ///< scratch
  std::vector<RunningFacts> running_facts_;     ///< scratch
};

}  // namespace servesweep::engine
