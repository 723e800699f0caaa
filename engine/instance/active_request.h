#pragma once

#include "engine/instance/gap_ledger.h"
#include "engine/instance/wait_ledger.h"
#include "engine/kv/kv_cache.h"
#include "engine/kv/tiered_cache.h"
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

/// A routed request that has not left its instance. What most steps touch comes first and shares
/// two cache lines: a step meets many requests, each of them briefly.
struct alignas(64) ActiveRequest {
  /// Nobody's.
  ActiveRequest() = default;
  /// A request comes to the instance; `true_output_tokens` is how many tokens it will generate.
  ActiveRequest(const RequestFacts& known, std::int32_t true_output_tokens)
      : publishes(!known.content.empty() && known.content.back().end_token == kAllFurtherTokens),
        prefill_target_tokens(known.input_tokens),
        output_tokens(true_output_tokens),
        facts(known) {
    record.request = known.id;
    record.slo_class = known.slo_class;
    record.tenant = known.tenant;
    record.input_tokens = known.input_tokens;
    record.output_tokens = true_output_tokens;
    record.arrival_us = known.arrival_us;
  }

  /// loading: aside until its KV is back from a lower tier; ending: its last token is under way;
  /// evicted: … and it has lost its KV already; outgrown: it needs more KV memory than the instance
  /// has and is about to leave.
  enum class Phase : std::uint8_t {
    queueing,
    waiting,
    loading,
    prefill,
    decode,
    ending,
    evicted,
    outgrown
  } phase = Phase::queueing;
  /// Its output extends a shared chain: blocks that it completes are for others to find.
  bool publishes = false;

  // ---- prefill
  std::int32_t chunk_limit_tokens = 0;     ///< 0 = none
  std::int32_t prefill_target_tokens = 0;  ///< prompt, plus tokens generated before a preemption
  std::int32_t computed_tokens = 0;        ///< of the target, scheduled ones included
  std::int32_t scheduled_tokens = 0;       ///< of its prompt in the step being formed

  // ---- decode: progress is a difference of the instance's step counters, nothing is counted up
  std::int32_t output_tokens = 0;     ///< true length; the instance alone reads it, to know the end
  std::int32_t generated_tokens = 0;  ///< when the decode stretch began (or now, while prefilling)
  std::int32_t skipped_steps = 0;     ///< steps of the stretch in which it got no token
  std::int32_t new_block_phase = 0;   ///< it needs a block in steps ≡ this (mod block_tokens)
  std::int32_t stored_tokens = 0;     ///< in KV memory once the last token is under way
  SlotLinks running, due, publishing;
  std::int64_t decode_since_step = 0;   ///< step that completed the prefill
  std::int64_t finish_step = 0;         ///< step that yields the last token
  std::int64_t regular_since_step = 0;  ///< first of the steps that gave it a token each
  std::int64_t admission_number = 0;    ///< order of the running list
  std::int64_t admitted_in_step = 0;    ///< latest admission
  TimeUs held_back_since_us = kNever;   ///< its last token, while steps pass it over
  GapLedger::Notes gap_notes = GapLedger::kNoNotes;

  // ---- waiting
  std::int32_t queued_tokens = 0;            ///< tokens that the queue counts for it
  std::int32_t expected_prefill_tokens = 0;  ///< prompt minus what the router expected in the cache
  WaitLedger::Reading waiting_since{};       ///< ledger when a schedule call first saw it
  double priority = 0;                       ///< as of the last schedule call that asked
  /// … of its first admission; preemption goes by it, so that two cannot evict each other for ever
  double admission_priority = 0;

  // ---- KV memory
  Holding holding;
  LoadId load{};                   ///< under way; invalid: none
  std::int32_t loaded_tokens = 0;  ///< it holds blocks for these, found or loaded; 0: none
  std::int32_t stored_blocks = 0;  ///< of its prompt, offered to the lower tier
  TimeUs aside_since_us = 0;
  std::int64_t aside_number = 0;  ///< order in which requests were first set aside; 0: it was not

  // ---- accounting
  TimeUs prefill_start_us = kNever;  ///< when the step of its latest admission began to execute
  TimeUs first_token_us = kNever;    ///< end of the step that yielded it
  TimeUs last_token_us = kNever;     ///< … the last one before a preemption
  TimeUs gap_since_us = kNever;      ///< … and when that was, had it been held back before
  /// The same two for a token after a preemption that is under way, as another one may follow.
  TimeUs regained_since_us = kNever, regained_gap_since_us = kNever;
  TimeUs lost_us = 0;              ///< gaps between tokens that preemptions caused
  TimeUs step_time_mark_us = 0;    ///< the instance's summed step time when the stretch began
  TimeUs prefill_stall_us = 0;     ///< stalls in the steps of its prompt
  std::int64_t stall_mark_us = 0;  ///< the instance's summed stalls up to which they are booked
  RequestFacts facts;
  RequestRecord record;

  [[nodiscard]] std::int32_t final_tokens() const { return output_tokens > 1 ? output_tokens : 1; }
  /// Of `remaining` prompt tokens, what one step may compute.
  [[nodiscard]] std::int32_t chunk_tokens(std::int32_t remaining) const {
    const bool limited = chunk_limit_tokens > 0 && chunk_limit_tokens < remaining;
    return limited ? chunk_limit_tokens : remaining;
  }
};

/// On whose behalf blocks are released.
[[nodiscard]] inline BlockUser user_of(const ActiveRequest& request) {
  return {.tier = request.facts.tier, .session = request.facts.session.valid()};
}

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
