#pragma once

#include "engine/latency/latency_model.h"
#include "engine/latency/model_weights.h"

namespace servesweep::engine {

/// Analytic model of today's engines (vLLM V1): a step is one forward pass over prefill and decode
/// tokens together, so weights are read once. Rounded half away from zero.
///
/// Per GPU, with P(x) parameters (ModelWeights) of b bytes each, B bandwidth reached, F FLOP/s
/// reached, s = prefill + decode tokens, t = s padded to the CUDA graph's size, r = requests:
///   dense      max(P(dense)·b / B, 2·P(dense)·t / F)
///   experts    max(u·P(one expert)·b / B, 2·k·P(one expert)·t / F), u = n·(1 − (1 − k/n)^s) the
///              expected number of distinct experts of n that s tokens with k choices touch
///   output     max(P(output)·b / B, 2·P(output)·r / F): one row per request, not per token
///   attention  decodes: Σc tokens of KV read, Σc pairs; prompts: Σ(c + m) read, Σm(c + m/2) pairs;
///              each max(read·KV bytes per token / B, 4·heads·head width·ℓ·pairs / F)
///   links      2ℓ·(allreduce + 2(g−1)/g·t·h·b / L) on g > 1 GPUs: ring all-reduce, twice a layer
///   overhead   per step, per layer, per request
/// Experts are drawn evenly and independently. Without a graph (t > largest) launching costs more,
/// but hides behind compute: not modelled.
class SinglePassLatency : public LatencyModel {
 public:
  /// Precondition: the spec's roofline has this form. `batch` fixes the sizes of the graphs.
  SinglePassLatency(const LatencySpec& spec, const BatchSpec& batch);

  [[nodiscard]] TimeUs step_us(const StepWork& work) const override;
  [[nodiscard]] StepCost cost() const override;

 private:
  /// µs to read `bytes` while computing `flop`.
  [[nodiscard]] double busy_us(double bytes, double flop) const;
  [[nodiscard]] double distinct_experts(std::int64_t tokens) const;
  [[nodiscard]] double layers_us(std::int64_t tokens, std::int64_t padded) const;
  [[nodiscard]] double attention_us(const StepWork& work) const;
  [[nodiscard]] double output_us(std::int64_t requests) const;
  [[nodiscard]] double communication_us(std::int64_t padded) const;

  RooflineSpec spec_;
  SinglePassRoofline form_;
  ModelWeights weights_;
  std::int64_t largest_graph_;
  double bytes_per_us_, flop_per_us_, link_bytes_per_us_, kv_bytes_per_token_, flop_per_pair_;
};

}  // namespace servesweep::engine
