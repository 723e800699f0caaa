#pragma once

#include <vector>

#include "engine/instance/batch_admission.h"
#include "engine/instance/ordered_walk.h"
#include "engine/latency/latency_model.h"
#include "engine/metrics/step_observer.h"

namespace servesweep::engine {

/// Decides which tokens each step of one instance computes: first the running requests, then
/// waiting ones. Where budget and memory suffice for everybody nobody is visited but prompts in
/// progress; else the running list is walked in order.
class RunningBatch {
 public:
  RunningBatch(std::vector<ActiveRequest>& table, WaitingQueue& waiting, KvCache& kv,
               PrefixLoads& loads);

  void reset(const Scenario& scenario, const InstancePolicies& policies, const StepCost& cost);

  [[nodiscard]] const RunningSet& running() const { return running_; }
  [[nodiscard]] std::int32_t size() const { return running_.size(); }
  [[nodiscard]] std::int64_t preemptions() const { return preemption_.count(); }
  [[nodiscard]] std::int64_t allocation_failures() const { return allocation_failures_; }
  /// What a load may not take.
  [[nodiscard]] MemoryReserve reserve() const { return admission_.reserve(); }

  /// Schedules a step at `now_us`. The last step formed ends at `last_end_us`. Fills everything but
  /// the times of `step`; the work stays valid until the next call.
  [[nodiscard]] StepWork form(TimeUs now_us, TimeUs last_end_us, StepInFlight& step);

  /// Whether steps may be quiet: all that is to be done is to decode.
  [[nodiscard]] bool only_decodes() const {
    return running_.prefilling().empty() && running_.decoding().size() > 0 && waiting_.empty() &&
           !ordered_walk_.holds_back() && loads_.at_rest();
  }
  /// Schedules the next step as form() would if it is a quiet one: every decoding request gets a
  /// token, and nobody ends, completes a shared block, or lacks memory. False if it is not, and
  /// nothing happens. Precondition: only_decodes().
  [[nodiscard]] bool form_quiet(TimeUs now_us) {
    const DecodeCalendar& decoding = running_.decoding();
    const std::int32_t blocks = running_.next_step_blocks();
    if (running_.next_step_is_eventful() || blocks > kv_.free_blocks() ||
        decoding.size() > step_budget(now_us)) {
      return false;
    }
    if (blocks > 0) {
      kv_.set_now(now_us);
      kv_.take(blocks);
    }
    running_.decode_one_step();
    return true;
  }
  /// Schedules at most `most` further quiet steps that need no memory either; returns how many.
  [[nodiscard]] std::int64_t form_calm(std::int64_t most) {
    if (sizes_steps_ || running_.decoding().size() > max_tokens_per_step_) return 0;
    return running_.decode_calm_steps(most);
  }
  /// The work of the step formed last, if it was quiet.
  [[nodiscard]] StepWork quiet_work() const {
    const std::int32_t decodes = running_.decoding().size();
    return {.decode_tokens = decodes,
            .decode_context_tokens = running_.decode_context_tokens() - decodes};
  }

  /// Requests that left the batch in form() and can never come back: prompt and tokens so far
  /// exceed the whole KV memory. Valid until the next step.
  [[nodiscard]] const std::vector<Slot>& outgrown() const { return preemption_.outgrown(); }

  /// Tokens per request of the step just formed, in running order, appended to `shares`.
  void list_shares(std::vector<StepShare>& shares) const;

  /// The blocks that decodes completed in this step become findable.
  void publish(const StepInFlight& step) { publisher_.deliver(step); }

  /// A request got its last token.
  void completed(const ActiveRequest& request) { admission_.completed(request); }

  /// Takes a request whose last token is there out of the batch and frees its memory.
  void remove(Slot slot);

 private:
  using Phase = ActiveRequest::Phase;

  [[nodiscard]] std::int32_t step_budget(TimeUs now_us) {
    return sizes_steps_ ? chosen_budget(now_us) : max_tokens_per_step_;
  }
  [[nodiscard]] std::int32_t chosen_budget(TimeUs now_us);
  [[nodiscard]] bool everybody_fits(const FormingStep& forming);
  void serve_everybody(FormingStep& forming);
  void serve_prompts(FormingStep& forming);
  [[nodiscard]] StepWork describe(const FormingStep& forming);
  void list_chunks(StepWork& work, StepInFlight& step);

  RunningSet running_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  PrefixLoads& loads_;
  OutputPublisher publisher_;
  Preemption preemption_;
  OrderedWalk ordered_walk_;
  BatchAdmission admission_;

  const InstancePolicies* policies_ = nullptr;
  ProfileSwitches switches_;
  StepCost cost_;
  std::int32_t max_tokens_per_step_ = 0;
  bool sizes_steps_ = false;  ///< the chunking policy sets the budget of each step
  bool walked_ = false;       ///< the step just formed could not serve everybody
  std::int64_t allocation_failures_ = 0;
  std::vector<PrefillChunk> chunks_;  ///< scratch
};

}  // namespace servesweep::engine
