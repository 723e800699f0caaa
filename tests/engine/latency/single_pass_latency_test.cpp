#include "engine/latency/single_pass_latency.h"

#include <doctest/doctest.h>

#include "tests/engine/latency/shapes.h"

namespace single_pass_latency_test {

using namespace servesweep::engine;

namespace {

constexpr BatchSpec kBatch{.max_running = 256, .max_tokens_per_step = 2048};

/// One byte, `flop_per_us` operations and one byte over links in a microsecond.
SinglePassLatency tiny(double flop_per_us, TransformerShape shape = kTinyShape, int gpus = 1) {
  SinglePassRoofline form = kSinglePassForm;
  form.bandwidth_efficiency = form.compute_efficiency = form.link_efficiency = 1;
  const RooflineSpec spec{.shape = shape,
                          .hardware = {.peak_tflops = flop_per_us * 1e-6,
                                       .bandwidth_tb_per_s = 1e-6,
                                       .link_gb_per_s = 1e-3},
                          .tensor_parallel = gpus,
                          .form = form};
  return {{.roofline = spec}, kBatch};
}

SinglePassLatency on_h100(const TransformerShape& shape, int gpus) {
  const RooflineSpec spec{
      .shape = shape, .hardware = kH100, .tensor_parallel = gpus, .form = kSinglePassForm};
  return {{.roofline = spec}, kBatch};
}

StepWork decodes(std::int64_t requests, std::int64_t context) {
  return {.decode_tokens = requests, .decode_context_tokens = requests * context};
}

TimeUs prefill_us(const LatencyModel& model, PrefillChunk chunk) {
  return model.step_us({.prefill_tokens = chunk.tokens, .prefill = std::span(&chunk, 1)});
}

TransformerShape tiny_experts() {
  TransformerShape shape = kTinyShape;
  shape.experts = 8;
  shape.experts_per_token = 2;
  shape.expert_ffn = 8;
  shape.moe_layers = 1;
  return shape;
}

}  // namespace

TEST_CASE("SinglePassLatency: a step bound by memory") {
  // weights 2·156, output layer 2·40, KV 10 tokens of 8 bytes, overheads 700 + 32 + 13
  CHECK(tiny(100).step_us(decodes(1, 10)) == 312 + 80 + 80 + 745);
  CHECK(tiny(100).step_us({}) == 700);
}

TEST_CASE("SinglePassLatency: a step bound by compute, on padded tokens") {
  // 3 decodes are computed as 4: 2·156·4; three rows of output 2·40·3; pairs 30·16
  CHECK(tiny(1).step_us(decodes(3, 10)) == 1248 + 240 + 480 + 700 + 32 + 39);
  // 6 tokens as 8: 2·156·8; one row 2·40·1; 6·(10 + 3) pairs of 16
  CHECK(prefill_us(tiny(1), {.context_tokens = 10, .tokens = 6}) == 2496 + 80 + 1248 + 745);
}

TEST_CASE("SinglePassLatency: prefill and decode are one pass, weights are read once") {
  const SinglePassLatency model = tiny(1e6);
  const PrefillChunk chunk{.context_tokens = 0, .tokens = 5};
  StepWork both = decodes(1, 10);
  both.prefill_tokens = 5;
  both.prefill = std::span(&chunk, 1);
  CHECK(model.step_us(both) == model.step_us(decodes(1, 10)) + 5 * 8 + 13);  // KV and one request
}

TEST_CASE("SinglePassLatency: cached tokens cost no dense work, but attention reads them") {
  const SinglePassLatency model = tiny(1e6);
  CHECK(prefill_us(model, {.context_tokens = 100, .tokens = 5, .cached_tokens = 100}) ==
        prefill_us(model, {.context_tokens = 0, .tokens = 5}) + 100 * 8);
}

TEST_CASE("SinglePassLatency: GPUs share work, copy the KV head, and talk twice per layer") {
  // 2·92, 2·20, 80, 2·(15 + 2·½·1·4·2 bytes), 745
  CHECK(tiny(100, kTinyShape, 2).step_us(decodes(1, 10)) == 184 + 40 + 80 + 46 + 745);
}

TEST_CASE("SinglePassLatency: one token touches k experts, many touch all") {
  // attention, norms and router 92 parameters, an expert 96, the output layer 40; KV 8 bytes
  const TimeUs rest = 2 * 92 + 2 * 40 + 8 + 700 + 32;
  CHECK(tiny(1e9, tiny_experts()).step_us(decodes(1, 1)) == rest + 13 + 2 * 2 * 96);
  // 2 tokens: 8·(1 − (3/4)²) = 3.5
  CHECK(tiny(1e9, tiny_experts()).step_us(decodes(2, 1)) == rest + 8 + 2 * 13 + 2 * 96 * 7 / 2);
  CHECK(tiny(1e9, tiny_experts()).step_us(decodes(1000, 1)) ==
        rest + 999 * 8 + 1000 * 13 + 2 * 8 * 96);
  // Compute is that of k experts per token: 2·2·96 a token beside 2·92.
  const TimeUs more = tiny(1, tiny_experts()).step_us(decodes(2000, 0)) -
                      tiny(1, tiny_experts()).step_us(decodes(1000, 0));
  CHECK(more == 1000 * (2 * 2 * 96 + 2 * 92 + 2 * 40 + 13));
}

TEST_CASE("SinglePassLatency: a large model by hand") {
  // Llama 3.1 8B on H100, 1 decode at 1,000: 2·6,979,588,096 + 2·525,336,576 + 131,072,000 bytes at
  // 3.35 TB/s · 0.93 = 4480.4 + 337.2 + 42.1 µs, and 700 + 32·32 + 13.
  CHECK(on_h100(kLlama8b, 1).step_us(decodes(1, 1000)) == 6597);
  // 2,048 prompt tokens: 2·6,979,588,096·2048 FLOP at 989.5 TFLOP/s · 0.65 = 44,448.9 µs; pairs
  // 2048·1024·4·32·128·32 = 1,709.5 µs; output 337.2 µs; 1,737 µs of overheads.
  CHECK(prefill_us(on_h100(kLlama8b, 1), {.tokens = 2048}) == 48'233);
}

TEST_CASE("SinglePassLatency: never faster with more tokens or more context") {
  for (const auto& [shape, gpus] :
       {std::pair{kLlama8b, 1}, {kLlama8b, 4}, {kMixtral8x7b, 2}, {kMixtral8x7b, 16}}) {
    const SinglePassLatency model = on_h100(shape, gpus);
    TimeUs last_decode = 0, last_prefill = 0;
    for (std::int32_t n = 1; n < 1200; ++n) {
      const TimeUs decode = model.step_us(decodes(n, 500));
      const TimeUs prefill = prefill_us(model, {.context_tokens = 64, .tokens = n});
      CHECK(decode >= last_decode);
      CHECK(prefill >= last_prefill);
      CHECK(model.step_us(decodes(n, 501)) >= decode);
      last_decode = decode;
      last_prefill = prefill;
    }
  }
}

TEST_CASE("SinglePassLatency: twice the GPUs never halve a step") {
  const TimeUs one = on_h100(kLlama8b, 1).step_us(decodes(64, 1000));
  const TimeUs two = on_h100(kLlama8b, 2).step_us(decodes(64, 1000));
  const TimeUs four = on_h100(kLlama8b, 4).step_us(decodes(64, 1000));
  CHECK(two < one);
  CHECK(four < two);
  CHECK(2 * two > one);
  CHECK(2 * four > two);
}

TEST_CASE("SinglePassLatency: the linearised cost meets the steps it was drawn through") {
  const SinglePassLatency model = on_h100(kLlama8b, 1);
  const StepCost cost = model.cost();
  CHECK(cost.fixed_us == model.step_us(decodes(1, 1024)));
  CHECK(cost.step_us(0, 63) == doctest::Approx(double(model.step_us(decodes(64, 1024)))));
  CHECK(cost.prefill_us_per_token * 2047 ==
        doctest::Approx(
            double(prefill_us(model, {.tokens = 2048}) - prefill_us(model, {.tokens = 1}))));
}

}  // namespace single_pass_latency_test
