#pragma once

#include "engine/scenario.h"

namespace servesweep::engine {

/// Work of one forward pass.
struct StepWork {
  std::int64_t prefill_tokens = 0;
  std::int64_t decode_tokens = 0;
};

/// Coefficient model fitted to measurements (the "blackbox" model of BLIS): no term for context
/// length or batch size. All results µs, truncated toward zero; the order of operations is part of
/// the contract.
class LinearLatency {
 public:
  LinearLatency() = default;
  explicit LinearLatency(const LatencySpec& spec) : spec_(spec) {}

  /// From routing to the waiting queue: ⌊α0 + α1·input⌋.
  [[nodiscard]] TimeUs queueing_us(std::int32_t input_tokens) const {
    return static_cast<TimeUs>(spec_.alpha[0] + spec_.alpha[1] * input_tokens);
  }
  /// Added to each token's latency; it never delays the instance: ⌊α2⌋.
  [[nodiscard]] TimeUs output_overhead_us() const { return static_cast<TimeUs>(spec_.alpha[2]); }
  /// ⌊(β0 + β1·prefill) + β2·decode⌋.
  [[nodiscard]] TimeUs step_us(const StepWork& work) const {
    return static_cast<TimeUs>(spec_.beta[0] +
                               spec_.beta[1] * static_cast<double>(work.prefill_tokens) +
                               spec_.beta[2] * static_cast<double>(work.decode_tokens));
  }

 private:
  LatencySpec spec_;
};

}  // namespace servesweep::engine
