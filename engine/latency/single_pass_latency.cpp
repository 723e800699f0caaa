#include "engine/latency/single_pass_latency.h"

#include <algorithm>
#include <cmath>

#include "engine/latency/graph_padding.h"
#include "engine/latency/secant_cost.h"

namespace servesweep::engine {
namespace {

/// By multiplication only: std::pow may differ between machines in the last bit.
double power(double base, std::int64_t exponent) {
  double result = 1;
  for (; exponent > 0; exponent >>= 1, base *= base) {
    if ((exponent & 1) != 0) result *= base;
  }
  return result;
}

}  // namespace

SinglePassLatency::SinglePassLatency(const LatencySpec& spec, const BatchSpec& batch)
    : LatencyModel(spec),
      spec_(*spec.roofline),
      form_(std::get<SinglePassRoofline>(spec_.form)),
      weights_(ModelWeights::of(spec_.shape, spec_.tensor_parallel)),
      largest_graph_(largest_graph_tokens(batch)) {
  const HardwareSpec& hardware = spec_.hardware;
  bytes_per_us_ = hardware.bandwidth_tb_per_s * 1e6 * form_.bandwidth_efficiency;
  flop_per_us_ = hardware.peak_tflops * 1e6 * form_.compute_efficiency;
  link_bytes_per_us_ = hardware.link_gb_per_s * 1e3 * form_.link_efficiency;
  kv_bytes_per_token_ = kv_bytes_per_token(spec_.shape, spec_.tensor_parallel);
  flop_per_pair_ = 4.0 * spec_.shape.heads * spec_.shape.head_width() * spec_.shape.layers /
                   spec_.tensor_parallel;
}

double SinglePassLatency::busy_us(double bytes, double flop) const {
  return std::max(bytes / bytes_per_us_, flop / flop_per_us_);
}

double SinglePassLatency::distinct_experts(std::int64_t tokens) const {
  const double experts = spec_.shape.experts;
  return experts * (1 - power(1 - spec_.shape.experts_per_token / experts, tokens));
}

double SinglePassLatency::layers_us(std::int64_t tokens, std::int64_t padded) const {
  const double t = static_cast<double>(padded), b = spec_.shape.bytes_per_parameter;
  double us = busy_us(weights_.dense * b, 2 * weights_.dense * t);
  if (spec_.shape.experts > 0) {
    us += busy_us(distinct_experts(tokens) * weights_.one_expert * b,
                  2 * spec_.shape.experts_per_token * weights_.one_expert * t);
  }
  return us;
}

double SinglePassLatency::attention_us(const StepWork& work) const {
  double read = 0, pairs = 0;
  for (const PrefillChunk& chunk : work.prefill) {
    const double c = chunk.context_tokens, m = chunk.tokens;
    read += c + m;
    pairs += m * (c + m / 2);
  }
  const double decode = static_cast<double>(work.decode_context_tokens);
  return busy_us(read * kv_bytes_per_token_, pairs * flop_per_pair_) +
         busy_us(decode * kv_bytes_per_token_, decode * flop_per_pair_);
}

double SinglePassLatency::output_us(std::int64_t requests) const {
  return busy_us(weights_.output_layer * spec_.shape.bytes_per_value,
                 2 * weights_.output_layer * static_cast<double>(requests));
}

double SinglePassLatency::communication_us(std::int64_t padded) const {
  if (spec_.tensor_parallel == 1) return 0;
  const double gpus = spec_.tensor_parallel;
  const double bytes =
      static_cast<double>(padded) * spec_.shape.hidden * spec_.shape.bytes_per_value;
  return 2.0 * spec_.shape.layers *
         (form_.allreduce_us + 2 * (gpus - 1) / gpus * bytes / link_bytes_per_us_);
}

TimeUs SinglePassLatency::step_us(const StepWork& work) const {
  const std::int64_t tokens = work.prefill_tokens + work.decode_tokens;
  double us = form_.step_overhead_us;
  if (tokens > 0) {
    const std::int64_t padded = padded_tokens(tokens, largest_graph_);
    const std::int64_t requests =
        work.decode_tokens + static_cast<std::int64_t>(work.prefill.size());
    us += spec_.shape.layers * form_.layer_overhead_us + layers_us(tokens, padded) +
          attention_us(work) + output_us(requests) + communication_us(padded) +
          form_.request_overhead_us * static_cast<double>(requests);
  }
  return static_cast<TimeUs>(std::round(std::min(us, kLongestStepUs)));
}

StepCost SinglePassLatency::cost() const {
  return secant_cost(*this);
}

}  // namespace servesweep::engine
