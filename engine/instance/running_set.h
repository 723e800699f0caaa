#pragma once

#include <span>
#include <vector>

#include "engine/instance/decode_calendar.h"
#include "engine/instance/forming_step.h"

namespace servesweep::engine {

/// The running requests of one instance and how far they are.
///
/// Decoding requests are not visited: their progress is the difference of step counters, and the
/// calendar knows when something happens to one of them.
///
/// Progress counts when it is scheduled; tokens are there when the step ends. In between further
/// steps may be formed (asynchronous scheduling).
class RunningSet {
 public:
  using Phase = ActiveRequest::Phase;

  explicit RunningSet(std::vector<ActiveRequest>& table) : table_(table) {}

  /// Nobody runs.
  void reset(std::int32_t block_tokens);

  [[nodiscard]] ActiveRequest& at(Slot slot) { return table_[static_cast<std::size_t>(slot)]; }
  [[nodiscard]] const ActiveRequest& at(Slot slot) const {
    return table_[static_cast<std::size_t>(slot)];
  }
  [[nodiscard]] Slot slot_of(const ActiveRequest& request) const {
    return static_cast<Slot>(&request - table_.data());
  }

  [[nodiscard]] std::int32_t size() const { return size_; }
  [[nodiscard]] Slot first() const { return running_.first(); }
  [[nodiscard]] Slot last() const { return running_.last(); }
  [[nodiscard]] Slot next(Slot slot) const { return decltype(running_)::next(table_, slot); }
  /// Prompts in progress, in running order.
  [[nodiscard]] const std::vector<Slot>& prefilling() const { return prefilling_; }
  [[nodiscard]] const DecodeCalendar& decoding() const { return decoding_; }
  /// Prompt tokens that they still need, those scheduled not included.
  [[nodiscard]] std::int64_t prefill_backlog_tokens() const { return prefill_backlog_tokens_; }
  /// Tokens stored by all decoding requests.
  [[nodiscard]] std::int64_t decode_context_tokens() const { return decode_context_tokens_; }

  /// Of `remaining` tokens of its prompt, what one step may compute.
  [[nodiscard]] std::int32_t chunk_tokens(const ActiveRequest& request,
                                          std::int32_t remaining) const {
    return limits_lifted_ ? remaining : request.chunk_tokens(remaining);
  }
  /// The step being formed heeds no limit of chunks, or does again.
  void lift_limits(bool lifted) { limits_lifted_ = lifted; }

  /// Number of the step being formed.
  [[nodiscard]] std::int64_t step() const { return step_; }
  /// … and its place in the calendar.
  [[nodiscard]] std::size_t phase() const { return phase_; }
  void begin_step() {
    ++step_;
    phase_ = decoding_.phase_after(phase_);
  }

  /// … and that of the next one.
  [[nodiscard]] std::size_t next_phase() const { return decoding_.phase_after(phase_); }

  /// False if the next step does nothing to decodes but give them a token, and some of them a
  /// block.
  [[nodiscard]] bool next_step_is_eventful() const {
    return decoding_.eventful(step_ + 1, next_phase());
  }
  /// Forms and settles a step that is not eventful.
  void decode_one_step() {
    begin_step();
    decode_context_tokens_ += decoding_.size();
  }

  /// The same for as many steps as are not eventful, within these limits.
  DecodeStride decode_steps(std::int64_t most_steps, std::int32_t most_blocks) {
    const DecodeStride stride = decoding_.stride(step_ + 1, next_phase(), most_steps, most_blocks);
    step_ += stride.steps;
    phase_ = decoding_.phase(step_);
    decode_context_tokens_ += stride.steps * decoding_.size();
    return stride;
  }

  /// How many more steps must be formed, at least, until one yields the last token of somebody who
  /// runs now. Precondition: somebody does, and nobody is about to end.
  [[nodiscard]] std::int64_t steps_to_finish();

  /// Tokens of the decode stretch after the steps before the one being formed.
  [[nodiscard]] std::int32_t decoded_tokens(const ActiveRequest& request) const {
    return decoded_tokens(request, step_ - 1);
  }
  /// Tokens generated so far, those under way included.
  [[nodiscard]] std::int32_t generated_tokens(const ActiveRequest& request) const {
    const bool decodes = request.phase == Phase::decode;
    return request.generated_tokens + (decodes ? decoded_tokens(request, step_) : 0);
  }
  /// Tokens of a decoding request in KV memory before the step being formed.
  [[nodiscard]] std::int32_t stored_tokens(const ActiveRequest& request) const {
    return request.prefill_target_tokens + decoded_tokens(request);
  }
  /// Whether the token that the step being formed stores of a decoding request is the first of a
  /// block, or the last one.
  [[nodiscard]] bool needs_block(const ActiveRequest& request) const {
    return static_cast<std::size_t>(request.new_block_phase) == phase_;
  }
  [[nodiscard]] bool completes_block(const ActiveRequest& request) const {
    return static_cast<std::size_t>(request.new_block_phase) == next_phase();
  }
  [[nodiscard]] bool admitted_before(Slot a, Slot b) const {
    return at(a).admission_number < at(b).admission_number;
  }
  void sort_by_admission(std::span<Slot> slots) const {
    if (slots.size() > 1) sort_several(slots);
  }

  /// A request begins to run: this step computes `tokens` behind the `cached_tokens` it found.
  void admit(Slot slot, std::int32_t cached_tokens, std::int32_t tokens);
  /// This step computes further tokens of a prompt.
  void compute(ActiveRequest& request, std::int32_t tokens) {
    request.computed_tokens += tokens;
    prefill_backlog_tokens_ -= tokens;
  }
  /// A decoding request gets no token in this step: everything it awaits happens one step later.
  void postpone(Slot slot);

  /// A request loses its memory: its progress counts no more, its generated tokens stay.
  void forget_prefill(Slot slot);
  void forget_decode(Slot slot);

  /// The step is formed: whose last token is under way, who decodes from now on.
  void settle(StepInFlight& step);

  /// It runs no more.
  void remove(Slot slot) {
    running_.remove(table_, slot);
    --size_;
  }

 private:
  [[nodiscard]] static std::int32_t decoded_tokens(const ActiveRequest& request,
                                                   std::int64_t steps) {
    return static_cast<std::int32_t>(steps - request.decode_since_step) - request.skipped_steps;
  }
  void sort_several(std::span<Slot> slots) const;
  void end_decode(Slot slot);
  void complete_prompts(StepInFlight& step);
  void enter_decode(Slot slot, StepInFlight& step);

  std::vector<ActiveRequest>& table_;
  SlotList<&ActiveRequest::running> running_;
  std::vector<Slot> prefilling_;
  DecodeCalendar decoding_;
  std::int32_t size_ = 0, block_tokens_ = 1;
  std::int64_t step_ = 0, admissions_ = 0;
  std::size_t phase_ = 0;
  bool limits_lifted_ = false;
  std::int64_t prefill_backlog_tokens_ = 0, decode_context_tokens_ = 0;
};

}  // namespace servesweep::engine
