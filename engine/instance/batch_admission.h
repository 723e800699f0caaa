#pragma once

#include <optional>

#include "engine/instance/preemption.h"
#include "engine/policy/reservation/reservation_policy.h"

namespace servesweep::engine {

/// Takes waiting requests into the batch while slots, token budget and KV memory last. The head of
/// the queue is never passed over for want of memory.
class BatchAdmission {
 public:
  BatchAdmission(RunningSet& running, WaitingQueue& waiting, KvCache& kv, PrefixLoads& loads,
                 const Preemption& preemption)
      : running_(running), waiting_(waiting), kv_(kv), loads_(loads), preemption_(preemption) {}

  /// The policy must outlive the run.
  void reset(const Scenario& scenario, ReservationPolicy& reservation);

  void admit_waiting(FormingStep& forming);

  /// Why steps admit nobody in which nobody comes or goes and KV memory is taken, but not given
  /// back; empty if one of them might. Memory counts only as far as there is token budget left.
  /// Precondition: somebody waits.
  [[nodiscard]] std::optional<WaitCause> lasting_obstacle() const;

  /// A request got its last token.
  void completed(const ActiveRequest& request) {
    if (reservation_ == nullptr) return;
    reservation_->completed(waiting_.instance(), request.facts, request.final_tokens());
  }

  /// What a load may not take that no admission asks for.
  [[nodiscard]] MemoryReserve reserve() const;

 private:
  enum class Outcome : std::uint8_t { admitted, aside, refused };
  /// Whom memory was refused last, and as of when. While it stands, nothing is looked at.
  struct Refusal {
    Slot slot = kNoSlot;
    std::int64_t memory_version = 0, tiers_version = 0;
    friend bool operator==(const Refusal&, const Refusal&) = default;
  };

  [[nodiscard]] std::optional<WaitCause> obstacle(const FormingStep& forming) const;
  [[nodiscard]] Outcome try_head(Slot slot, FormingStep& forming);
  [[nodiscard]] Outcome admit(Slot slot, FormingStep& forming);
  [[nodiscard]] Refusal refusal_of(Slot slot) const {
    return {.slot = slot, .memory_version = kv_.version(), .tiers_version = loads_.version()};
  }
  [[nodiscard]] bool lasts(Slot slot) const;
  [[nodiscard]] PrefixLoads::Start load(Slot slot, const CachedPrefix& cached, std::int32_t tokens,
                                        std::int32_t spare, const FormingStep& forming);
  [[nodiscard]] std::int32_t spare_for(const ActiveRequest& candidate, std::int32_t cached);
  [[nodiscard]] GrowingRequest growing(const ActiveRequest& request) const;
  [[nodiscard]] bool take_memory(ActiveRequest& request, const CachedPrefix& cached,
                                 std::int32_t tokens, std::int32_t spare);
  [[nodiscard]] bool extend_loaded(ActiveRequest& request, std::int32_t end_token,
                                   std::int32_t spare);
  void begin_to_run(Slot slot, std::int32_t cached_tokens, std::int32_t tokens,
                    FormingStep& forming);
  /// Whether there has to be memory for all that is known of a request and no more than that.
  [[nodiscard]] bool gate_decides() const { return full_sequence_gate_ && reservation_ == nullptr; }
  /// Whether more than the watermark must stay free.
  [[nodiscard]] bool reserves() const { return reservation_ != nullptr && running_.size() > 0; }
  [[nodiscard]] std::int32_t watermark_blocks() const {
    return running_.size() > 0 ? watermark_blocks_ : 0;
  }

  RunningSet& running_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  PrefixLoads& loads_;
  const Preemption& preemption_;
  ReservationPolicy* reservation_ = nullptr;  ///< null: none
  std::int32_t max_running_ = 0, watermark_blocks_ = 0;
  Refusal refusal_;
  std::vector<GrowingRequest> growing_;  ///< scratch
  bool full_sequence_gate_ = false, recompute_last_token_ = false, effects_at_step_end_ = false;
};

}  // namespace servesweep::engine
