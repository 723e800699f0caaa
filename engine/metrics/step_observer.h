#pragma once

#include <span>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Tokens that one request computes in a step.
struct StepShare {
  RequestId request;
  std::int32_t tokens = 0;

  friend bool operator==(const StepShare&, const StepShare&) = default;
};

/// One forward pass of one instance. Token sums are those that the latency model was charged with.
struct StepRow {
  InstanceId instance;
  TimeUs start_us = 0, length_us = 0;
  std::int32_t batch = 0, prefill_requests = 0;
  std::int64_t prefill_tokens = 0;
  std::int32_t decode_requests = 0;
  std::int64_t decode_tokens = 0;
  std::int32_t finished = 0, waiting_after = 0;
  std::int64_t used_blocks_mid = 0, used_blocks_end = 0;
  /// Of the instance since the start of the run, as of the end of the step: requests preempted, KV
  /// blocks copied to lower tiers, and brought back from them.
  std::int64_t preemptions = 0, stored_blocks = 0, loaded_blocks = 0;
  std::span<const StepShare> shares{};  ///< in running order; only for observers that want them
};

/// Receives every step. Steps of one instance come in order; instances interleave in any order.
class StepObserver {
 public:
  virtual ~StepObserver() = default;
  virtual void step(const StepRow& row) = 0;
  /// Whether StepRow::shares is to be filled, which walks the whole batch.
  [[nodiscard]] virtual bool wants_shares() const { return false; }
};

}  // namespace servesweep::engine
