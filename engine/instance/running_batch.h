#pragma once

#include <optional>
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
  /// See RunningSet.
  [[nodiscard]] std::int64_t steps_to_finish() { return running_.steps_to_finish(); }
  [[nodiscard]] std::int32_t size() const { return running_.size(); }
  [[nodiscard]] std::int64_t preemptions() const { return preemption_.count(); }
  [[nodiscard]] std::int64_t allocation_failures() const { return allocation_failures_; }
  /// What a load may not take.
  [[nodiscard]] MemoryReserve reserve() const { return admission_.reserve(); }

  /// A schedule call: forms a step at `now_us`. The last step formed ends at `last_end_us`. Fills
  /// everything but the times of `step`; the work stays valid until the next call.
  [[nodiscard]] StepWork form(TimeUs now_us, TimeUs last_end_us, StepInFlight& step);

  /// Whether steps may be quiet: all that is to be done is to decode, and prompts in progress, and
  /// whoever waits goes on waiting.
  [[nodiscard]] bool only_goes_on() const {
    return (only_decodes() ? running_.decoding().size() > 0 : !loads_.enabled()) &&
           loads_.at_rest() && !ordered_walk_.holds_back() &&
           (waiting_.empty() || lasting_obstacle().has_value());
  }
  /// Why quiet steps admit none of those who wait; empty if one might. Precondition: somebody
  /// waits.
  [[nodiscard]] std::optional<WaitCause> lasting_obstacle() const;
  /// No prompt is in progress.
  [[nodiscard]] bool only_decodes() const { return running_.prefilling().empty(); }
  /// Schedules the next step as form() would if it is a quiet one: everybody gets what they want,
  /// and nobody ends a prompt or an answer, or completes a shared block by decoding. False if it is
  /// not, and nothing happens. Precondition: only_goes_on().
  [[nodiscard]] bool form_quiet(TimeUs now_us) {
    return !running_.next_step_is_eventful() && form_uneventful(now_us);
  }
  /// Schedules further quiet steps that only decode, at most `most`, all at once. None where time
  /// matters: the policy sizes each step, or somebody hears of evictions.
  [[nodiscard]] DecodeStride form_decode_steps(std::int64_t most);
  /// The work of the step formed last, if it was quiet; valid until the next step.
  [[nodiscard]] StepWork quiet_work() {
    const std::int32_t decodes = running_.decoding().size();
    StepWork work{.decode_tokens = decodes,
                  .decode_context_tokens = running_.decode_context_tokens() - decodes};
    if (!only_decodes()) list_chunks(work);
    return work;
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

  void begin_call(TimeUs now_us);
  [[nodiscard]] std::int32_t step_budget(TimeUs now_us) {
    return sizes_steps_ ? chosen_budget(now_us) : max_tokens_per_step_;
  }
  [[nodiscard]] std::int32_t chosen_budget(TimeUs now_us);
  /// What a step is to do if everybody gets what they want.
  struct Demand {
    std::int64_t tokens = 0, blocks = 0;
    bool ends_prompt = false;
  };
  [[nodiscard]] Demand demand(std::size_t phase);
  void serve_everybody(FormingStep& forming);
  void serve_prompts(FormingStep& forming);
  [[nodiscard]] StepWork describe(const FormingStep& forming);
  [[nodiscard]] bool form_uneventful(TimeUs now_us);
  void compute_chunk(ActiveRequest& request);
  void list_chunks(StepWork& work);
  void list_prompts(StepInFlight& step) const;

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
  std::int64_t allocation_failures_ = 0;
  std::vector<PrefillChunk> chunks_;  ///< scratch
};

}  // namespace servesweep::engine
