#include "engine/latency/model_weights.h"

#include <doctest/doctest.h>

#include "tests/engine/latency/shapes.h"

namespace model_weights_test {

using namespace servesweep::engine;

TEST_CASE("ModelWeights: the parameters that models are published with") {
  const ModelWeights llama = ModelWeights::of(kLlama8b, 1);
  CHECK(llama.dense + llama.output_layer + llama.embedding == 8'030'261'248.0);
  const ModelWeights mixtral = ModelWeights::of(kMixtral8x7b, 1);
  CHECK(mixtral.dense + mixtral.all_experts + mixtral.output_layer + mixtral.embedding ==
        46'702'792'704.0);
}

TEST_CASE("ModelWeights: tied embeddings are stored once") {
  TransformerShape tied = kTinyShape;
  tied.tied_embeddings = true;
  CHECK(weight_bytes(kTinyShape, 1) == 2 * (156 + 40 + 40));
  CHECK(weight_bytes(tied, 1) == 2 * (156 + 40));
}

TEST_CASE("ModelWeights: an explicit head width, and layers without experts") {
  TransformerShape shape = kTinyShape;
  shape.head_dim = 4;  // queries 8 wide, keys and values 4: 2·4·8 + 2·4·4 + norms 12 + ffn 96
  CHECK(ModelWeights::of(shape, 1).dense == 204);
  shape = kTinyShape;
  shape.layers = 3;
  shape.experts = 5;
  shape.experts_per_token = 1;
  shape.expert_ffn = 2;
  shape.shared_expert_ffn = 3;
  shape.moe_layers = 2;  // 3·(32 + 16 + 8) + 4, one ffn of 96, two times shared 36 + router 20
  CHECK(ModelWeights::of(shape, 1).dense == 3 * 56 + 4 + 96 + 2 * 56);
  CHECK(ModelWeights::of(shape, 1).one_expert == 2 * 24);
  CHECK(ModelWeights::of(shape, 1).all_experts == 5 * 48);
}

TEST_CASE("ModelWeights: GPUs share everything but norms, and copy KV heads when there are few") {
  CHECK(ModelWeights::of(kLlama8b, 8).output_layer == 128256.0 * 4096 / 8);
  CHECK(kv_heads_per_gpu(kLlama8b, 1) == 8);
  CHECK(kv_heads_per_gpu(kLlama8b, 8) == 1);
  CHECK(kv_heads_per_gpu(kLlama8b, 16) == 1);
  CHECK(kv_bytes_per_token(kLlama8b, 1) == 131072);  // 2·8·128·32·2
  CHECK(kv_bytes_per_token(kLlama8b, 2) == 65536);
  // 2·4·2 (queries) + 2·4·2 (its own copy of the KV head) + norms 12 + 48 of the ffn
  CHECK(ModelWeights::of(kTinyShape, 2).dense == 92);
}

TEST_CASE("weight_bytes: quantisation leaves embedding and output layer alone") {
  TransformerShape fp8 = kLlama8b;
  fp8.bytes_per_parameter = 1;
  // vLLM 0.19 reports 8.49 GiB with FP8 and 14.99 GiB without (llm-d planner's accuracy report).
  constexpr double kGib = 1024.0 * 1024 * 1024;
  CHECK(weight_bytes(fp8, 1) / kGib == doctest::Approx(8.49).epsilon(0.01));
  CHECK(weight_bytes(kLlama8b, 1) / kGib == doctest::Approx(14.99).epsilon(0.01));
}

}  // namespace model_weights_test
