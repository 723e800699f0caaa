#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

namespace servesweep::engine {

/// Shape of a decoder-only transformer with gated feed-forward layers (three matrices each), as a
/// Hugging Face config.json describes it.
struct TransformerShape {
  std::int32_t hidden = 0, layers = 0, heads = 0, kv_heads = 0;
  std::int32_t head_dim = 0;     ///< 0: hidden / heads
  std::int32_t ffn = 0;          ///< width of the feed-forward layers without experts
  std::int32_t vocab = 0;        ///< rows of the output layer; 0 leaves it out
  bool tied_embeddings = false;  ///< the output layer is the embedding: stored once, read alike
  /// Mixture of experts; all 0 for a dense model.
  std::int32_t experts = 0, experts_per_token = 0, expert_ffn = 0;
  std::int32_t shared_expert_ffn = 0;  ///< width of what every token passes beside its experts
  std::int32_t moe_layers = 0;         ///< layers with experts; the others have `ffn`
  double bytes_per_parameter = 2;      ///< of the layers' weights
  double bytes_per_value = 2;          ///< of activations, embedding and output layer
  double kv_bytes_per_value = 2;       ///< of the KV cache

  [[nodiscard]] std::int32_t head_width() const { return head_dim > 0 ? head_dim : hidden / heads; }

  friend bool operator==(const TransformerShape&, const TransformerShape&) = default;
};

/// Peak rates of one GPU, from its data sheet.
struct HardwareSpec {
  double peak_tflops = 0;         ///< dense matrix products at the model's precision
  double bandwidth_tb_per_s = 0;  ///< of its memory
  double link_gb_per_s = 0;       ///< to the other GPUs of a tensor-parallel group, one direction

  friend bool operator==(const HardwareSpec&, const HardwareSpec&) = default;
};

/// Constants of the reference simulator's roofline (RooflineLatency).
struct ReferenceRoofline {
  double bandwidth_efficiency = 1;                         ///< share of bandwidth that is reached
  double utilisation_prefill = 1, utilisation_decode = 1;  ///< share of peak_tflops
  double step_overhead_us = 0, layer_overhead_us = 0, allreduce_us = 0;

  friend bool operator==(const ReferenceRoofline&, const ReferenceRoofline&) = default;
};

/// Constants of the roofline of today's engines, one pass per step (SinglePassLatency).
struct SinglePassRoofline {
  double bandwidth_efficiency = 1;  ///< share of bandwidth_tb_per_s that is reached
  double compute_efficiency = 1;    ///< share of peak_tflops that is reached
  double link_efficiency = 1;       ///< share of link_gb_per_s that is reached
  double step_overhead_us = 0;      ///< of each step: launch, sampling, synchronisation
  double layer_overhead_us = 0;     ///< of each layer: gaps between kernels
  double request_overhead_us = 0;   ///< of each request in the step, on the host
  double allreduce_us = 0;          ///< latency of one all-reduce; a layer has two

  friend bool operator==(const SinglePassRoofline&, const SinglePassRoofline&) = default;
};

/// An analytic latency model: shape, hardware, and the constants of one of the two forms.
struct RooflineSpec {
  TransformerShape shape;
  HardwareSpec hardware;
  std::int32_t tensor_parallel = 1;  ///< GPUs of one instance
  std::variant<ReferenceRoofline, SinglePassRoofline> form;
};

/// Queueing = ⌊α0 + α1·input⌋ and output overhead = ⌊α2⌋; a step takes ⌊β0 + β1·prefill tokens +
/// β2·decode tokens⌋, or what the roofline says if there is one. All µs.
struct LatencySpec {
  std::array<double, 3> alpha{};
  std::array<double, 3> beta{};
  std::optional<RooflineSpec> roofline{};
};

}  // namespace servesweep::engine
