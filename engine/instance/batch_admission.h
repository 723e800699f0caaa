#pragma once

#include <optional>

#include "engine/instance/prefix_loads.h"
#include "engine/instance/running_set.h"
#include "engine/instance/waiting_queue.h"

namespace servesweep::engine {

/// Takes waiting requests into the batch while slots, token budget and KV memory last. The head of
/// the queue is never passed over for want of memory.
class BatchAdmission {
 public:
  BatchAdmission(RunningSet& running, WaitingQueue& waiting, KvCache& kv, PrefixLoads& loads)
      : running_(running), waiting_(waiting), kv_(kv), loads_(loads) {}

  void reset(const Scenario& scenario);

  void admit_waiting(FormingStep& forming);

  /// What a load may not take.
  [[nodiscard]] MemoryReserve reserve() const;

 private:
  enum class Outcome : std::uint8_t { admitted, aside, refused };

  [[nodiscard]] std::optional<WaitCause> obstacle(const FormingStep& forming) const;
  [[nodiscard]] Outcome try_head(Slot slot, FormingStep& forming);
  [[nodiscard]] Outcome admit(Slot slot, FormingStep& forming);
  [[nodiscard]] bool take_memory(ActiveRequest& request, std::int32_t cached, std::int32_t tokens);
  [[nodiscard]] bool extend_loaded(ActiveRequest& request, std::int32_t end_token);
  void begin_to_run(Slot slot, std::int32_t cached_tokens, std::int32_t tokens,
                    FormingStep& forming);
  [[nodiscard]] std::int32_t watermark_blocks() const {
    return running_.size() > 0 ? watermark_blocks_ : 0;
  }

  RunningSet& running_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  PrefixLoads& loads_;
  std::int32_t max_running_ = 0, watermark_blocks_ = 0;
  bool full_sequence_gate_ = false, recompute_last_token_ = false, effects_at_step_end_ = false;
};

}  // namespace servesweep::engine
