#include "engine/latency/roofline_latency.h"

#include <doctest/doctest.h>

#include "tests/engine/latency/shapes.h"

namespace roofline_latency_test {

using namespace servesweep::engine;

namespace {

RooflineLatency reference(int gpus, const TransformerShape& shape = kLlama8b) {
  const RooflineSpec spec{
      .shape = shape, .hardware = kH100, .tensor_parallel = gpus, .form = kReferenceForm};
  return RooflineLatency({.roofline = spec});
}

TimeUs prefill_us(const LatencyModel& model, PrefillChunk chunk) {
  return model.step_us({.prefill_tokens = chunk.tokens, .prefill = std::span(&chunk, 1)});
}

}  // namespace

TEST_CASE("RooflineLatency: a decode step by hand") {
  // weights 13,958,643,712 B, activations 262,144 B, KV 131,072·1,001 B at 3.35 TB/s · 0.72:
  // 5,841.7 µs, and 32·20 + 500.
  CHECK(reference(1).step_us({.decode_tokens = 1, .decode_context_tokens = 1000}) == 6982);
  CHECK(reference(1).step_us({}) == 1140);
  // On two GPUs half of it, and two all-reduces of 20 µs in each layer.
  CHECK(reference(2).step_us({.decode_tokens = 1, .decode_context_tokens = 1000}) == 5341);
}

TEST_CASE("RooflineLatency: a prefill step by hand") {
  // G = 2048·(2·218,103,808·32 + 4·32·1023.5·128·32) FLOP at 989.5 TFLOP/s · 0.65 = 46,155.8 µs;
  // V = 2048·(5·32·1023.5 + 2·4096)·32 at a tenth = 113.9 µs; overheads 1,140 µs.
  CHECK(prefill_us(reference(1), {.tokens = 2048}) == 47'410);
}

TEST_CASE("RooflineLatency: what was cached at admission costs nothing, as in the reference") {
  const TimeUs fresh = prefill_us(reference(1), {.tokens = 512});
  CHECK(prefill_us(reference(1), {.context_tokens = 4096, .tokens = 512, .cached_tokens = 4096}) ==
        fresh);
  CHECK(prefill_us(reference(1), {.context_tokens = 4096, .tokens = 512}) > fresh);
}

TEST_CASE("RooflineLatency: an explicit head width that changes nothing changes nothing") {
  TransformerShape shape = kLlama8b;
  shape.head_dim = 128;
  CHECK(prefill_us(reference(1, shape), {.tokens = 2048}) ==
        prefill_us(reference(1), {.tokens = 2048}));
  shape.head_dim = 256;
  CHECK(prefill_us(reference(1, shape), {.tokens = 2048}) >
        prefill_us(reference(1), {.tokens = 2048}));
}

TEST_CASE("RooflineLatency: the linearised cost starts at one decode") {
  const StepCost cost = reference(1).cost();
  CHECK(cost.fixed_us == reference(1).step_us({.decode_tokens = 1, .decode_context_tokens = 1024}));
  CHECK(cost.prefill_us_per_token > 0);
  CHECK(cost.decode_us_per_request > 0);
}

}  // namespace roofline_latency_test
