#pragma once

#include <vector>

#include "engine/base/scratch_list.h"
#include "engine/instance/active_request.h"
#include "engine/metrics/step_observer.h"

namespace servesweep::engine {

/// A token that comes later than one step after the one before it.
struct LateToken {
  Slot slot = kNoSlot;
  TimeUs since_us = 0;  ///< when the one before it was there
};

/// How far a prompt is computed once a step has ended.
struct PromptProgress {
  Slot slot = kNoSlot;
  std::int32_t computed_tokens = 0;
};

/// One forward pass: what was decided about it when it was scheduled, and what happens when its
/// tokens are there. Reused from step to step.
struct StepInFlight {
  std::int64_t number = 0;
  TimeUs scheduled_us = 0, start_us = 0, length_us = 0;
  TimeUs step_time_sum_us = 0;    ///< the instance's summed step times, this one included
  std::int64_t stall_sum_us = 0;  ///< the instance's summed KV transfer stalls, this step included
  std::int32_t decode_requests = 0;           ///< requests past their prompt
  std::int32_t decode_tokens = 0;             ///< one per decoding request that is served
  std::int32_t prefill_requests = 0;          ///< prompts that it works on
  std::int32_t batch = 0, waiting_after = 0;  ///< requests running and waiting once it was formed
  std::int64_t prefill_tokens = 0, used_blocks = 0;  ///< at that moment
  std::vector<StepShare> shares;                     ///< only if somebody wants them
  ScratchList<PromptProgress> prompts;               ///< only if there are lower KV tiers
  ScratchList<Slot> admitted;                        ///< requests that begin to run in it
  ScratchList<Slot> preempted;     ///< decodes that lost their memory when it was formed
  ScratchList<Slot> first_tokens;  ///< prompts that it completes
  ScratchList<Slot> last_tokens;   ///< requests that it completes, in running order
  ScratchList<Slot> full_blocks;   ///< decodes that complete a shared block, if others see it late
  ScratchList<Slot> passed_over;   ///< decodes that it is the first to pass over
  ScratchList<LateToken> late_tokens;  ///< of decodes that earlier steps passed over

  [[nodiscard]] TimeUs end_us() const { return start_us + length_us; }
  [[nodiscard]] bool empty() const {
    return decode_tokens == 0 && prefill_requests == 0 && first_tokens.empty();
  }

  /// Whether its end brings nothing but tokens of requests that go on.
  [[nodiscard]] bool quiet() const {
    return (first_tokens.size() | last_tokens.size() | full_blocks.size() | prompts.size() |
            late_tokens.size()) == 0;
  }

  /// Becomes the last one of that many further steps like it, each of which follows at once.
  void repeat(std::int64_t times) {
    const TimeUs later_us = times * length_us;
    number += times;
    scheduled_us += later_us;
    start_us += later_us;
    step_time_sum_us += later_us;
  }

  void clear() {
    decode_requests = decode_tokens = prefill_requests = 0;
    shares.clear();
    prompts.clear();
    admitted.clear();
    preempted.clear();
    first_tokens.clear();
    last_tokens.clear();
    full_blocks.clear();
    passed_over.clear();
    late_tokens.clear();
  }
};

}  // namespace servesweep::engine
