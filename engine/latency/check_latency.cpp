#include "engine/latency/check_latency.h"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>

#include "engine/base/problem.h"
#include "engine/workload/field_check.h"

namespace servesweep::engine {
namespace {

constexpr double kLargestSize = 1 << 24;
constexpr double kLongestUs = 1e9;

using Fields = std::initializer_list<std::pair<const char*, double>>;

void require(const FieldCheck& check, const Fields& fields, double lowest, double highest) {
  for (const auto& [field, value] : fields) check.within(field, value, lowest, highest);
}

void check_experts(const FieldCheck& check, const TransformerShape& shape) {
  if (shape.experts == 0) {
    require(check,
            {{"experts_per_token", shape.experts_per_token},
             {"expert_ffn", shape.expert_ffn},
             {"shared_expert_ffn", shape.shared_expert_ffn},
             {"moe_layers", shape.moe_layers}},
            0, 0);
    return;
  }
  check.within("experts", shape.experts, 1, kLargestSize);
  check.within("experts_per_token", shape.experts_per_token, 1, shape.experts);
  check.within("expert_ffn", shape.expert_ffn, 1, kLargestSize);
  check.within("shared_expert_ffn", shape.shared_expert_ffn, 0, kLargestSize);
  check.within("moe_layers", shape.moe_layers, 1, shape.layers);
}

void check_shape(const TransformerShape& shape) {
  const FieldCheck check("shape");
  require(check,
          {{"hidden", shape.hidden},
           {"layers", shape.layers},
           {"heads", shape.heads},
           {"kv_heads", shape.kv_heads}},
          1, kLargestSize);
  require(check, {{"head_dim", shape.head_dim}, {"vocab", shape.vocab}}, 0, kLargestSize);
  check_experts(check, shape);
  const bool has_dense_layers = shape.moe_layers < shape.layers;
  check.within("ffn", shape.ffn, has_dense_layers ? 1 : 0, kLargestSize);
  require(check,
          {{"bytes_per_parameter", shape.bytes_per_parameter},
           {"bytes_per_value", shape.bytes_per_value},
           {"kv_bytes_per_value", shape.kv_bytes_per_value}},
          0.01, 16);
  if (shape.head_dim > 0 || shape.hidden % shape.heads == 0) return;
  check.fail("head_dim", "is missing",
             fmt::format("{} heads do not divide a width of {}", shape.heads, shape.hidden),
             "give the width of one head");
}

void check_form(const RooflineSpec& roofline, const ReferenceRoofline& form) {
  const FieldCheck check("latency.calibration");
  require(check,
          {{"bandwidth_efficiency", form.bandwidth_efficiency},
           {"utilisation_prefill", form.utilisation_prefill},
           {"utilisation_decode", form.utilisation_decode}},
          1e-6, 1);
  // Without a fixed cost an empty step would take no time.
  check.within("step_overhead_us", form.step_overhead_us, 1, kLongestUs);
  require(check,
          {{"layer_overhead_us", form.layer_overhead_us}, {"allreduce_us", form.allreduce_us}}, 0,
          kLongestUs);
  if (roofline.shape.experts == 0) return;
  throw Problem("latency.form", "the reference form knows no experts",
                "the simulator that it imitates has none", "use single-pass");
}

void check_form(const RooflineSpec& roofline, const SinglePassRoofline& form) {
  const FieldCheck check("latency.calibration");
  require(check,
          {{"bandwidth_efficiency", form.bandwidth_efficiency},
           {"compute_efficiency", form.compute_efficiency},
           {"link_efficiency", form.link_efficiency}},
          1e-6, 1);
  check.within("step_overhead_us", form.step_overhead_us, 1, kLongestUs);
  require(check,
          {{"layer_overhead_us", form.layer_overhead_us},
           {"request_overhead_us", form.request_overhead_us},
           {"allreduce_us", form.allreduce_us}},
          0, kLongestUs);
  const double lowest_gb_per_s = roofline.tensor_parallel > 1 ? 1e-3 : 0;
  FieldCheck("hardware")
      .within("link_gb_per_s", roofline.hardware.link_gb_per_s, lowest_gb_per_s, 1e9);
}

void check_roofline(const RooflineSpec& roofline) {
  check_shape(roofline.shape);
  require(FieldCheck("hardware"),
          {{"peak_tflops", roofline.hardware.peak_tflops},
           {"bandwidth_tb_per_s", roofline.hardware.bandwidth_tb_per_s}},
          1e-6, 1e9);
  FieldCheck("").within("tensor_parallel", roofline.tensor_parallel, 1, 1024);
  std::visit([&](const auto& form) { check_form(roofline, form); }, roofline.form);
}

void check_coefficients(const char* field, const std::array<double, 3>& values) {
  for (const double value : values) {
    if (value >= 0 && value <= kLongestUs) continue;
    throw Problem(field, fmt::format("{} is out of range", value),
                  "latency coefficients are µs and cannot be negative",
                  fmt::format("give a value from 0 to {}", kLongestUs));
  }
}

}  // namespace

void check_latency(const LatencySpec& latency) {
  check_coefficients("latency.alpha", latency.alpha);
  check_coefficients("latency.beta", latency.beta);
  if (latency.roofline) return check_roofline(*latency.roofline);
  if (latency.beta[0] >= 1) return;
  throw Problem("latency.beta", fmt::format("{} is too small", latency.beta[0]),
                "a step must take time, or the simulation never advances",
                "give a fixed step cost of at least 1 µs");
}

}  // namespace servesweep::engine
