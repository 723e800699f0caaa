#pragma once

#include <algorithm>
#include <vector>

#include "engine/base/scratch_list.h"
#include "engine/instance/active_request.h"

namespace servesweep::engine {

/// Steps that follow each other and give a token to everybody who decodes.
struct DecodeStride {
  std::int64_t steps = 0;
  std::int32_t blocks = 0;       ///< new KV blocks in all of them
  std::int64_t block_steps = 0;  ///< sum over the steps of the new blocks up to each
};

/// Which decoding requests something happens to in which step, so that a step need not visit the
/// others: who yields the last token (a ring of lists indexed by step), how many need a new KV
/// block, and who completes a block of a shared chain (both periodic in the step counter).
class DecodeCalendar {
 public:
  /// Empty; the table must outlive it.
  void reset(std::int32_t block_tokens, std::vector<ActiveRequest>& table);

  [[nodiscard]] std::int32_t size() const { return size_; }

  /// Enters a request by its finish_step and new_block_phase; `publishes` if its output extends a
  /// shared chain.
  void add(Slot slot, bool publishes);
  void remove(Slot slot, bool publishes);

  /// Requests whose finish_step is `step`, in no particular order, appended to `due`.
  void collect_due(std::int64_t step, ScratchList<Slot>& due) const;

  /// How many requests need a new block in steps of this phase.
  [[nodiscard]] std::int32_t new_blocks(std::size_t phase) const {
    return phases_[phase].new_blocks;
  }

  /// No request has a finish_step before this one, which is `step` at least. What was found is kept
  /// for the next question.
  [[nodiscard]] std::int64_t no_finish_before(std::int64_t step) {
    const std::int64_t end = step + kRing;
    no_finish_before_ = std::max(no_finish_before_, step);
    while (no_finish_before_ < end && due_[ring_index(no_finish_before_)].empty()) {
      ++no_finish_before_;
    }
    return no_finish_before_;
  }

  /// First of the requests that complete a shared block in steps of this phase; go on with
  /// next_publishing().
  [[nodiscard]] Slot first_publishing(std::size_t phase) const {
    return phases_[phase].publishing.first();
  }
  [[nodiscard]] Slot next_publishing(Slot slot) const {
    return SlotList<&ActiveRequest::publishing>::next(*table_, slot);
  }

  /// False if nothing but a new block can await anybody in a step of this phase. True may turn out
  /// to be a false alarm.
  [[nodiscard]] bool eventful(std::int64_t step, std::size_t phase) const {
    return !due_[ring_index(step)].empty() || !phases_[phase].publishing.empty();
  }

  /// The steps from this one of this phase on that are not eventful, at most `most_steps`, as long
  /// as they need no more than `most_blocks` new blocks.
  [[nodiscard]] DecodeStride stride(std::int64_t step, std::size_t phase, std::int64_t most_steps,
                                    std::int32_t most_blocks) const {
    DecodeStride stride;
    for (; stride.steps < most_steps && due_[ring_index(step)].empty(); ++step) {
      const StepsAlike& now = phases_[phase];
      const std::int32_t blocks = stride.blocks + now.new_blocks;
      if (!now.publishing.empty() || blocks > most_blocks) break;
      ++stride.steps;
      stride.blocks = blocks;
      stride.block_steps += blocks;
      phase = phase_after(phase);
    }
    return stride;
  }

  /// The phase after this one.
  [[nodiscard]] std::size_t phase_after(std::size_t phase) const {
    return phase + 1 == block_tokens_ ? 0 : phase + 1;
  }
  /// The phase of a step: step mod block_tokens.
  [[nodiscard]] std::size_t phase(std::int64_t step) const {
    return static_cast<std::size_t>(step) % block_tokens_;
  }

 private:
  static constexpr std::int64_t kRing =
      1024;  ///< steps; later finishes share a list and are skipped

  [[nodiscard]] static std::size_t ring_index(std::int64_t step) {
    return static_cast<std::size_t>(step) % static_cast<std::size_t>(kRing);
  }
  [[nodiscard]] std::size_t publishing_phase(const ActiveRequest& request) const;

  std::vector<ActiveRequest>* table_ = nullptr;
  std::vector<SlotList<&ActiveRequest::due>> due_;
  /// What steps have in common whose numbers leave the same rest when divided by the block size. A
  /// power of two of bytes, as strides do little but go from one to the next.
  struct alignas(16) StepsAlike {
    std::int32_t new_blocks = 0;
    SlotList<&ActiveRequest::publishing> publishing;
  };
  std::vector<StepsAlike> phases_;
  std::size_t block_tokens_ = 1;  ///< as many phases are there
  std::int32_t size_ = 0;
  std::int64_t no_finish_before_ = 0;  ///< as far as is known
};

}  // namespace servesweep::engine
