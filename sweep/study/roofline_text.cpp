#include "sweep/study/roofline_text.h"

#include <variant>

#include "sweep/study/choice.h"
#include "sweep/study/real_fields.h"
#include "sweep/study/shape_text.h"

namespace servesweep::sweep {
namespace {

using engine::ReferenceRoofline;
using engine::SinglePassRoofline;

constexpr double kLongestUs = 1e9;

const std::vector<RealField<ReferenceRoofline>> kReference{
    {"bandwidth_efficiency", &ReferenceRoofline::bandwidth_efficiency, 1e-6, 1},
    {"utilisation_prefill", &ReferenceRoofline::utilisation_prefill, 1e-6, 1},
    {"utilisation_decode", &ReferenceRoofline::utilisation_decode, 1e-6, 1},
    {"step_overhead_us", &ReferenceRoofline::step_overhead_us, 1, kLongestUs},
    {"layer_overhead_us", &ReferenceRoofline::layer_overhead_us, 0, kLongestUs},
    {"allreduce_us", &ReferenceRoofline::allreduce_us, 0, kLongestUs},
};
const std::vector<RealField<SinglePassRoofline>> kSinglePass{
    {"bandwidth_efficiency", &SinglePassRoofline::bandwidth_efficiency, 1e-6, 1},
    {"compute_efficiency", &SinglePassRoofline::compute_efficiency, 1e-6, 1},
    {"link_efficiency", &SinglePassRoofline::link_efficiency, 1e-6, 1},
    {"step_overhead_us", &SinglePassRoofline::step_overhead_us, 1, kLongestUs},
    {"layer_overhead_us", &SinglePassRoofline::layer_overhead_us, 0, kLongestUs},
    {"request_overhead_us", &SinglePassRoofline::request_overhead_us, 0, kLongestUs},
    {"allreduce_us", &SinglePassRoofline::allreduce_us, 0, kLongestUs},
};

constexpr ReferenceRoofline kReferenceDefaults{.bandwidth_efficiency = 0.72,
                                               .utilisation_prefill = 0.65,
                                               .utilisation_decode = 0.12,
                                               .step_overhead_us = 500,
                                               .layer_overhead_us = 20,
                                               .allreduce_us = 20};
/// Fitted but for compute and links: see docs/models.md.
constexpr SinglePassRoofline kSinglePassDefaults{.bandwidth_efficiency = 0.93,
                                                 .compute_efficiency = 0.65,
                                                 .link_efficiency = 0.6,
                                                 .step_overhead_us = 700,
                                                 .layer_overhead_us = 32,
                                                 .request_overhead_us = 13,
                                                 .allreduce_us = 15};

template <class Form>
Form calibrated(const io::Document& latency, Form form,
                const std::vector<RealField<Form>>& fields) {
  if (const auto calibration = latency.find("calibration")) read_reals(*calibration, fields, form);
  return form;
}

io::Value calibration_value(const RooflineForm& form) {
  io::Value value = io::Value::map();
  if (const auto* reference = std::get_if<ReferenceRoofline>(&form)) {
    write_reals(*reference, kReference, value);
  } else {
    write_reals(std::get<SinglePassRoofline>(form), kSinglePass, value);
  }
  return value;
}

}  // namespace

RooflineForm read_roofline_form(const io::Document& latency) {
  const bool reference =
      choose<bool>(latency.at("form"), {{"reference", true}, {"single-pass", false}});
  if (reference) return calibrated(latency, kReferenceDefaults, kReference);
  return calibrated(latency, kSinglePassDefaults, kSinglePass);
}

void write_roofline_form(const RooflineForm& form, io::Value& latency) {
  const bool reference = std::holds_alternative<ReferenceRoofline>(form);
  latency.set("form", io::Value::text(reference ? "reference" : "single-pass"));
  latency.set("calibration", calibration_value(form));
}

io::Value to_value(const engine::RooflineSpec& spec) {
  io::Value value = io::Value::map();
  write_roofline_form(spec.form, value);
  value.set("shape", to_value(spec.shape));
  value.set("peak_tflops", io::Value::number(spec.hardware.peak_tflops));
  value.set("bandwidth_tb_per_s", io::Value::number(spec.hardware.bandwidth_tb_per_s));
  value.set("link_gb_per_s", io::Value::number(spec.hardware.link_gb_per_s));
  value.set("tensor_parallel", io::Value::integer(spec.tensor_parallel));
  return value;
}

}  // namespace servesweep::sweep
