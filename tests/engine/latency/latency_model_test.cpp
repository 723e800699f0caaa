#include "engine/latency/latency_model.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/engine/latency/shapes.h"
#include "tests/property.h"

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

TEST_CASE("shortest_step_us: no work that a model is given takes less") {
  LatencySpec linear{.alpha = {0, 0, 0}, .beta = {1000.7, 3.3, 1.4}}, reference, single_pass;
  reference.roofline = RooflineSpec{.shape = kLlama8b, .hardware = kH100, .form = kReferenceForm};
  single_pass.roofline =
      RooflineSpec{.shape = kMixtral8x7b, .hardware = kH100, .form = kSinglePassForm};
  for (const LatencySpec& spec : {linear, reference, single_pass}) {
    const auto model = make_latency_model(spec);
    const TimeUs shortest_us = model->shortest_step_us();
    CHECK(shortest_us > 0);
    servesweep::check_property([&] {
      const auto up_to = [](std::int32_t most) {
        return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, most + 1));
      };
      std::vector<PrefillChunk> chunks(static_cast<std::size_t>(up_to(3)));
      StepWork work{.decode_tokens = up_to(200)};
      work.decode_context_tokens = work.decode_tokens * (1 + up_to(5000));
      for (PrefillChunk& chunk : chunks) {
        chunk = {.context_tokens = up_to(3000), .tokens = 1 + up_to(500)};
        chunk.cached_tokens = up_to(chunk.context_tokens);
        work.prefill_tokens += chunk.tokens;
      }
      work.prefill = chunks;
      RC_PRE(work.decode_tokens + work.prefill_tokens > 0);
      RC_ASSERT(model->step_us(work) >= shortest_us);
    });
  }
}

}  // namespace latency_model_test
