#pragma once

#include "engine/latency/latency_model.h"

namespace servesweep::engine {

/// Analytic model from the shape of the transformer and the peak rates of the hardware, as BLIS
/// does it: per phase the larger of compute and memory time, prefill and decode added, plus fixed
/// overheads per step and layer, rounded half away from zero.
///
/// With y new tokens after x of context, e = x + (y−1)/2, d = hidden/heads, k = kv_heads·d:
///   matrix work  G = 2y·(2h² + 2h·k)·ℓ + 4·heads·y·e·d·ℓ + 6y·h·f·ℓ
///   vector work  V = (5·heads·y·e + 2y·h)·ℓ
///   bytes        M = ℓ·h·b·y + 2·ℓ·k·b·(x + y), and the weights once per phase
/// All of them are integers, so that sums do not depend on their order.
class RooflineLatency : public LatencyModel {
 public:
  explicit RooflineLatency(const LatencySpec& spec);

  [[nodiscard]] TimeUs step_us(const StepWork& work) const override;
  /// Secants between typical steps: 2,048 prompt tokens, 64 decodes at a context of 1,024.
  [[nodiscard]] StepCost cost() const override;

 private:
  /// What one phase of a step has to do, on one GPU.
  struct Work {
    double matrix = 0, vector = 0, bytes = 0;
  };
  /// y new tokens in `requests` requests; `attended`: Σ y·e, `context`: Σ x.
  [[nodiscard]] Work work_of(double tokens, double attended, double context) const;
  [[nodiscard]] double seconds(const Work& work, double utilisation) const;

  RooflineSpec spec_;
  double matrix_per_token_, attention_per_pair_, weight_bytes_, overhead_us_;
};

}  // namespace servesweep::engine
