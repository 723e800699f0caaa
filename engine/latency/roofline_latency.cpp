#include "engine/latency/roofline_latency.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {
namespace {

/// Vector units reach about a tenth of the matrix units' rate.
constexpr double kVectorShare = 0.10;

}  // namespace

RooflineLatency::RooflineLatency(const LatencySpec& spec)
    : LatencyModel(spec), spec_(*spec.roofline) {
  const double h = spec_.hidden, layers = spec_.layers, f = spec_.ffn;
  const double head = h / spec_.heads, kv = spec_.kv_heads * head;
  matrix_per_token_ = (2 * (h * h + 2 * h * kv) + 2 * h * h + 2 * (3 * h * f)) * layers;
  attention_per_pair_ = 4 * static_cast<double>(spec_.heads) * head * layers;
  weight_bytes_ = (h * (h + 2 * kv) + h * h + 3 * h * f) * layers * spec_.bytes_per_parameter;
  // Each layer synchronises twice across GPUs.
  const double communication_us = spec_.tensor_parallel > 1 ? layers * 2 * spec_.allreduce_us : 0;
  overhead_us_ = layers * spec_.layer_overhead_us / 1e6 * 1e6 + communication_us / 1e6 * 1e6;
}

RooflineLatency::Work RooflineLatency::work_of(double tokens, double attended,
                                               double context) const {
  const double h = spec_.hidden, layers = spec_.layers, b = spec_.bytes_per_parameter;
  const double kv = spec_.kv_heads * (h / spec_.heads);
  const double gpus = spec_.tensor_parallel;
  return {
      .matrix = (matrix_per_token_ * tokens + attention_per_pair_ * attended) / gpus,
      .vector = (5 * static_cast<double>(spec_.heads) * attended + 2 * tokens * h) * layers / gpus,
      .bytes = (layers * h * b * tokens + 2 * layers * kv * b * (context + tokens)) / gpus};
}

double RooflineLatency::seconds(const Work& work, double utilisation) const {
  const double peak = spec_.peak_tflops * 1e12;
  const double compute = work.matrix / (peak * utilisation) + work.vector / (kVectorShare * peak);
  const double bandwidth = spec_.bandwidth_tb_per_s * 1e12 * spec_.bandwidth_efficiency;
  const double memory = (weight_bytes_ / spec_.tensor_parallel + work.bytes) / bandwidth;
  return std::max(compute, memory);
}

StepCost RooflineLatency::cost() const {
  constexpr std::int32_t kPrompt_tokens = 2048, kDecodes = 64, kContext_tokens = 1024;
  const PrefillChunk one{.context_tokens = 0, .tokens = 1};
  const PrefillChunk many{.context_tokens = 0, .tokens = kPrompt_tokens};
  const auto prefill_us = [this](const PrefillChunk& chunk) {
    return static_cast<double>(
        step_us({.prefill_tokens = chunk.tokens, .prefill = std::span(&chunk, 1)}));
  };
  const auto decode_us = [this](std::int64_t requests) {
    return static_cast<double>(
        step_us({.decode_tokens = requests, .decode_context_tokens = requests * kContext_tokens}));
  };
  const double fixed_us = decode_us(1);
  return {.fixed_us = fixed_us,
          .prefill_us_per_token = (prefill_us(many) - prefill_us(one)) / (kPrompt_tokens - 1),
          .decode_us_per_request = (decode_us(kDecodes) - fixed_us) / (kDecodes - 1)};
}

TimeUs RooflineLatency::step_us(const StepWork& work) const {
  double hardware_s = 0;
  if (!work.prefill.empty()) {
    double tokens = 0, attended = 0, context = 0;
    for (const PrefillChunk& chunk : work.prefill) {
      const double x = chunk.context_tokens, y = chunk.tokens;
      tokens += y;
      attended += y * (y > 1 ? x + (y - 1) / 2 : x);
      context += x;
    }
    hardware_s += seconds(work_of(tokens, attended, context), spec_.utilisation_prefill);
  }
  if (work.decode_tokens > 0) {
    const double requests = static_cast<double>(work.decode_tokens);
    const double context = static_cast<double>(work.decode_context_tokens);
    hardware_s += seconds(work_of(requests, context, context), spec_.utilisation_decode);
  }
  return static_cast<TimeUs>(std::round(hardware_s * 1e6 + overhead_us_ + spec_.step_overhead_us));
}

}  // namespace servesweep::engine
