#pragma once

#include "engine/kv/kv_cache.h"
#include "engine/metrics/request_record.h"
#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// Position of a request in its instance's table of active requests.
using Slot = std::int32_t;
inline constexpr Slot kNoSlot = -1;

/// Links of a slot in one doubly linked list.
struct SlotLinks {
  Slot previous = kNoSlot, next = kNoSlot;
};

/// A routed request that has not left its instance.
struct ActiveRequest {
  RequestFacts facts;
  std::int32_t output_tokens = 0;  ///< true length; the instance alone reads it, to know the end
  RequestRecord record;
  Holding holding;

  // ---- prefill
  std::int32_t chunk_limit_tokens = 0;     ///< 0 = none
  std::int32_t prefill_target_tokens = 0;  ///< prompt, plus tokens generated before a preemption
  std::int32_t computed_tokens = 0;        ///< of the target, before this step
  std::int32_t scheduled_tokens = 0;       ///< in this step

  // ---- decode: progress is a difference of the instance's step counters, nothing is counted up
  std::int32_t generated_tokens = 0;   ///< when the decode stretch began (or now, while prefilling)
  std::int64_t decode_since_step = 0;  ///< step that completed the prefill
  std::int64_t finish_step = 0;        ///< step that yields the last token
  std::int32_t skipped_steps = 0;      ///< steps of the stretch in which it got no token
  std::int32_t new_block_phase = 0;    ///< it needs a block in steps ≡ this (mod block_tokens)
  TimeUs step_time_mark_us = 0;        ///< the instance's summed step time when the stretch began
  std::int64_t regular_since_step = 0;  ///< a token in every step from this one on …
  std::int64_t late_in_step = 0;        ///< … unless it was skipped, the last time in this step
  std::int32_t gap_notes = -1;          ///< newest note on it in the GapLedger
  TimeUs late_since_us = 0;  ///< time of its last token, if it was skipped or preempted since

  double priority = 0;
  std::int64_t admission_number = 0;  ///< order of the running list
  /// outgrown: it needs more KV memory than the instance has and is about to leave.
  enum class Phase : std::uint8_t {
    queueing,
    waiting,
    prefill,
    decode,
    outgrown
  } phase = Phase::queueing;

  SlotLinks running, due, publishing;

  [[nodiscard]] std::int32_t final_tokens() const { return output_tokens > 1 ? output_tokens : 1; }
};

/// A doubly linked list of slots through one of their links.
template <SlotLinks ActiveRequest::*Links>
class SlotList {
 public:
  [[nodiscard]] Slot first() const { return first_; }
  [[nodiscard]] Slot last() const { return last_; }
  [[nodiscard]] bool empty() const { return first_ == kNoSlot; }
  void clear() { first_ = last_ = kNoSlot; }

  void push_back(std::vector<ActiveRequest>& table, Slot slot) {
    links(table, slot) = {.previous = last_, .next = kNoSlot};
    (last_ == kNoSlot ? first_ : links(table, last_).next) = slot;
    last_ = slot;
  }

  void remove(std::vector<ActiveRequest>& table, Slot slot) {
    const SlotLinks gone = links(table, slot);
    (gone.previous == kNoSlot ? first_ : links(table, gone.previous).next) = gone.next;
    (gone.next == kNoSlot ? last_ : links(table, gone.next).previous) = gone.previous;
  }

  [[nodiscard]] static Slot next(const std::vector<ActiveRequest>& table, Slot slot) {
    return (table[static_cast<std::size_t>(slot)].*Links).next;
  }

 private:
  static SlotLinks& links(std::vector<ActiveRequest>& table, Slot slot) {
    return table[static_cast<std::size_t>(slot)].*Links;
  }

  Slot first_ = kNoSlot, last_ = kNoSlot;
};

}  // namespace servesweep::engine
