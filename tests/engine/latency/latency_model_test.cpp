#include "engine/latency/latency_model.h"

#include <doctest/doctest.h>

#include "tests/engine/latency/shapes.h"

namespace latency_model_test {

using namespace servesweep::engine;

TEST_CASE("make_latency_model: the form that the spec has, and graphs of the batch's size") {
  LatencySpec spec{.alpha = {5, 0, 0}, .beta = {1000, 1, 1}};
  CHECK(make_latency_model(spec)->step_us({.decode_tokens = 1}) == 1001);
  spec.roofline = RooflineSpec{.shape = kLlama8b, .hardware = kH100, .form = kReferenceForm};
  const StepWork work{.decode_tokens = 257, .decode_context_tokens = 257'000};
  CHECK(make_latency_model(spec)->step_us({}) == 1140);
  spec.roofline->form = kSinglePassForm;
  CHECK(make_latency_model(spec)->step_us({}) == 700);
  CHECK(make_latency_model(spec)->queueing_us(10) == 5);
  // 257 tokens are padded to 272 only where the graphs are that large, and then cost more.
  spec.roofline->hardware.peak_tflops = 100;
  const BatchSpec small{.max_running = 128, .max_tokens_per_step = 2048};
  CHECK(make_latency_model(spec)->step_us(work) > make_latency_model(spec, small)->step_us(work));
}

}  // namespace latency_model_test
