#pragma once

#include "engine/latency/latency_model.h"

namespace servesweep::engine {

/// Analytic model from the shape of the transformer and the peak rates of the hardware, as BLIS
/// does it: per phase the larger of compute and memory time, prefill and decode added, plus fixed
/// overheads per step and layer, rounded half away from zero.
///
/// With y new tokens after x of context (without what was cached when the prompt was admitted),
/// e = x + (y−1)/2, d the width of a head, q = heads·d, k = kv_heads·d:
///   matrix work  G = 2y·(2h·q + 2h·k)·ℓ + 4·heads·y·e·d·ℓ + 6y·h·f·ℓ
///   vector work  V = (5·heads·y·e + 2y·h)·ℓ
///   bytes        M = ℓ·h·b·y + 2·ℓ·k·b·(x + y), and the weights once per phase
/// All of them are integers, so that sums do not depend on their order.
class RooflineLatency : public LatencyModel {
 public:
  /// Precondition: the spec's roofline has this form, and its shape no experts.
  explicit RooflineLatency(const LatencySpec& spec);

  [[nodiscard]] TimeUs step_us(const StepWork& work) const override;
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
  ReferenceRoofline form_;
  double matrix_per_token_, attention_per_pair_, weight_bytes_, overhead_us_;
};

}  // namespace servesweep::engine
