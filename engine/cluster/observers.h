#pragma once

#include <cstdint>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// One step of one instance. Token counts are those charged to the latency model; `used_blocks_mid`
/// is before and `used_blocks_end` after the finished requests released their KV.
struct StepRow {
  InstanceId instance;
  TimeUs start_us = 0, length_us = 0;
  std::int32_t batch = 0, prefill_requests = 0;
  std::int64_t prefill_tokens = 0;
  std::int32_t decode_requests = 0;
  std::int64_t decode_tokens = 0;
  std::int32_t finished = 0, waiting_after = 0;
  std::int64_t used_blocks_mid = 0, used_blocks_end = 0;
};

/// Is told every step. Steps of one instance come in order; instances may interleave in any way.
class StepObserver {
 public:
  virtual ~StepObserver() = default;
  virtual void step(const StepRow&) = 0;
};

/// One routing decision; `regret` = max(0, best − chosen score).
struct DecisionRow {
  RequestId request;
  TimeUs clock_us = 0;
  InstanceId instance;
  double regret = 0, best_score = 0, chosen_score = 0;
};

/// Is told every routing decision, in order.
class DecisionObserver {
 public:
  virtual ~DecisionObserver() = default;
  virtual void decision(const DecisionRow&) = 0;
};

}  // namespace servesweep::engine
