#include "engine/latency/roofline_latency.h"

#include <algorithm>
#include <cmath>

#include "engine/latency/secant_cost.h"

namespace servesweep::engine {
namespace {

/// Vector units reach about a tenth of the matrix units' rate.
constexpr double kVectorShare = 0.10;

}  // namespace

RooflineLatency::RooflineLatency(const LatencySpec& spec)
    : LatencyModel(spec), spec_(*spec.roofline), form_(std::get<ReferenceRoofline>(spec_.form)) {
  const TransformerShape& shape = spec_.shape;
  const double h = shape.hidden, layers = shape.layers, f = shape.ffn;
  const double head = shape.head_width(), query = shape.heads * head, kv = shape.kv_heads * head;
  matrix_per_token_ = (2 * (h * query + 2 * h * kv) + 2 * query * h + 2 * (3 * h * f)) * layers;
  attention_per_pair_ = 4 * static_cast<double>(shape.heads) * head * layers;
  weight_bytes_ =
      (h * (query + 2 * kv) + query * h + 3 * h * f) * layers * shape.bytes_per_parameter;
  // Each layer synchronises twice across GPUs.
  const double communication_us = spec_.tensor_parallel > 1 ? layers * 2 * form_.allreduce_us : 0;
  overhead_us_ = layers * form_.layer_overhead_us / 1e6 * 1e6 + communication_us / 1e6 * 1e6;
}

RooflineLatency::Work RooflineLatency::work_of(double tokens, double attended,
                                               double context) const {
  const TransformerShape& shape = spec_.shape;
  const double h = shape.hidden, layers = shape.layers, b = shape.bytes_per_parameter;
  const double kv = static_cast<double>(shape.kv_heads) * shape.head_width();
  const double gpus = spec_.tensor_parallel;
  return {
      .matrix = (matrix_per_token_ * tokens + attention_per_pair_ * attended) / gpus,
      .vector = (5 * static_cast<double>(shape.heads) * attended + 2 * tokens * h) * layers / gpus,
      .bytes = (layers * h * b * tokens + 2 * layers * kv * b * (context + tokens)) / gpus};
}

double RooflineLatency::seconds(const Work& work, double utilisation) const {
  const double peak = spec_.hardware.peak_tflops * 1e12;
  const double compute = work.matrix / (peak * utilisation) + work.vector / (kVectorShare * peak);
  const double bandwidth = spec_.hardware.bandwidth_tb_per_s * 1e12 * form_.bandwidth_efficiency;
  const double memory = (weight_bytes_ / spec_.tensor_parallel + work.bytes) / bandwidth;
  return std::max(compute, memory);
}

StepCost RooflineLatency::cost() const {
  return secant_cost(*this);
}

TimeUs RooflineLatency::step_us(const StepWork& work) const {
  double hardware_s = 0;
  if (!work.prefill.empty()) {
    double tokens = 0, attended = 0, context = 0;
    for (const PrefillChunk& chunk : work.prefill) {
      const double x = chunk.context_tokens - chunk.cached_tokens, y = chunk.tokens;
      tokens += y;
      attended += y * (y > 1 ? x + (y - 1) / 2 : x);
      context += x;
    }
    hardware_s += seconds(work_of(tokens, attended, context), form_.utilisation_prefill);
  }
  if (work.decode_tokens > 0) {
    const double requests = static_cast<double>(work.decode_tokens);
    const double context = static_cast<double>(work.decode_context_tokens);
    hardware_s += seconds(work_of(requests, context, context), form_.utilisation_decode);
  }
  const double us = hardware_s * 1e6 + overhead_us_ + form_.step_overhead_us;
  return static_cast<TimeUs>(std::round(std::min(us, kLongestStepUs)));
}

}  // namespace servesweep::engine
