#include "sweep/study/roofline_text.h"

#include <doctest/doctest.h>

#include "tests/engine/latency/shapes.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::roofline_text_test {
namespace {

RooflineForm read(const std::string& text) {
  return read_roofline_form(io::Document::parse(text, "m.yaml"));
}

}  // namespace

TEST_CASE("a form has its published constants unless they are overridden") {
  CHECK(read("form: reference") == RooflineForm(engine::kReferenceForm));
  CHECK(read("form: single-pass") == RooflineForm(engine::kSinglePassForm));
  engine::SinglePassRoofline slow = engine::kSinglePassForm;
  slow.step_overhead_us = 900;
  CHECK(read("{form: single-pass, calibration: {step_overhead_us: 900}}") == RooflineForm(slow));
  io::Value value = io::Value::map();
  write_roofline_form(slow, value);
  CHECK(read(value.yaml()) == RooflineForm(slow));
}

TEST_CASE("constants of the other form are refused") {
  CHECK(problem_of([] {
          (void)read("{form: reference, calibration: {compute_efficiency: 1}}");
        }).starts_with("m.yaml:1: calibration.compute_efficiency: unknown field"));
  CHECK(problem_of([] { (void)read("form: singlepass"); }) ==
        "m.yaml:1: form: unknown word 'singlepass'; did you mean 'single-pass'?");
}

TEST_CASE("every number of a roofline is part of its text") {
  engine::RooflineSpec spec{
      .shape = engine::kMixtral8x7b, .hardware = engine::kH100, .form = engine::kSinglePassForm};
  const std::string text = to_value(spec).json();
  const auto changes = [&](auto change) {
    engine::RooflineSpec other = spec;
    change(other);
    return to_value(other).json() != text;
  };
  CHECK(changes([](auto& s) { s.shape.expert_ffn = 1; }));
  CHECK(changes([](auto& s) { s.shape.moe_layers = 1; }));
  CHECK(changes([](auto& s) { s.shape.tied_embeddings = true; }));
  CHECK(changes([](auto& s) { s.shape.kv_bytes_per_value = 1; }));
  CHECK(changes([](auto& s) { s.hardware.peak_tflops = 1; }));
  CHECK(changes([](auto& s) { s.hardware.bandwidth_tb_per_s = 1; }));
  CHECK(changes([](auto& s) { s.hardware.link_gb_per_s = 1; }));
  CHECK(changes([](auto& s) { s.tensor_parallel = 2; }));
  CHECK(changes([](auto& s) { s.form = engine::kReferenceForm; }));
  CHECK(changes([](auto& s) { s.form = engine::SinglePassRoofline{}; }));
}

}  // namespace servesweep::sweep::roofline_text_test
