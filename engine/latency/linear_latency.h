#pragma once

#include "engine/latency/latency_model.h"

namespace servesweep::engine {

/// Coefficient model fitted to measurements (the "blackbox" model of BLIS): no term for context
/// length or batch size. Truncated toward zero; the order of operations is part of the contract.
class LinearLatency : public LatencyModel {
 public:
  explicit LinearLatency(const LatencySpec& spec) : LatencyModel(spec), beta_(spec.beta) {}

  /// ⌊(β0 + β1·prefill) + β2·decode⌋.
  [[nodiscard]] TimeUs step_us(const StepWork& work) const override;
  [[nodiscard]] bool depends_on_context() const override { return false; }
  [[nodiscard]] StepCost cost() const override {
    return {
        .fixed_us = beta_[0], .prefill_us_per_token = beta_[1], .decode_us_per_request = beta_[2]};
  }

 private:
  std::array<double, 3> beta_;
};

}  // namespace servesweep::engine
