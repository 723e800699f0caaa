#include "io/model_config/model_config.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "engine/base/problem.h"

namespace servesweep::io::model_config_test {
namespace {

using engine::TransformerShape;

/// The fields of a public Llama 3.1 8B configuration that matter, and one that does not.
const std::string kLlama = R"({"architectures": ["LlamaForCausalLM"], "hidden_size": 4096,
  "intermediate_size": 14336, "num_attention_heads": 32, "num_hidden_layers": 32,
  "num_key_value_heads": 8, "torch_dtype": "bfloat16", "vocab_size": 128256,
  "tie_word_embeddings": false})";

TransformerShape parse(const std::string& text) {
  return parse_model_config(text, "config.json");
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = kLlama;
  return text.replace(text.find(from), from.size(), to);
}

std::string problem(const std::string& text) {
  try {
    (void)parse(text);
  } catch (const engine::Problem& problem) {
    return problem.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a dense configuration") {
  CHECK(
      parse(kLlama) ==
      TransformerShape{
          .hidden = 4096, .layers = 32, .heads = 32, .kv_heads = 8, .ffn = 14336, .vocab = 128256});
}

TEST_CASE("fallbacks for what a configuration does not say") {
  CHECK(parse(with(R"("num_key_value_heads": 8)", R"("num_key_value_heads": null)")).kv_heads ==
        32);
  CHECK(parse(with("num_key_value_heads", "num_kv_heads")).kv_heads == 8);
  CHECK(parse(with(R"("num_key_value_heads": 8)",
                   R"("num_key_value_heads": 0, "multi_query_group_num": 2)"))
            .kv_heads == 2);
  CHECK(parse(with("intermediate_size", "ffn_hidden_size")).ffn == 14336);
  CHECK(parse(with("intermediate_size", "other")).ffn == 16384);
  CHECK(parse(with(R"("vocab_size")", R"("head_dim": 64, "vocab_size")")).head_dim == 64);
  CHECK(parse(with("false", "true")).tied_embeddings);
}

TEST_CASE("the type of numbers") {
  const auto bytes = [](const std::string& type) {
    return parse(with("bfloat16", type)).bytes_per_parameter;
  };
  CHECK(bytes("float32") == 4);
  CHECK(bytes("float16") == 2);
  CHECK(bytes("int8") == 1);
  CHECK(parse(with("bfloat16", "float32")).kv_bytes_per_value == 4);
  CHECK(parse(with("bfloat16", "int8")).bytes_per_value == 2);
  CHECK(parse(with(R"("torch_dtype")", R"("dtype")")).bytes_per_parameter == 2);
}

TEST_CASE("quantised weights") {
  const auto quantised = [](const std::string& config) {
    return parse(
        with(R"("vocab_size")", R"("quantization_config": )" + config + R"(, "vocab_size")"));
  };
  CHECK(quantised(R"({"quant_method": "awq", "bits": 4})").bytes_per_parameter == 0.5);
  CHECK(quantised(R"({"quant_method": "fp8"})").bytes_per_parameter == 1);
  CHECK(quantised(R"({"quant_method": "mxfp4"})").bytes_per_parameter == 17.0 / 32);
  CHECK(quantised(R"({"quant_method": "fp8"})").bytes_per_value == 2);
  CHECK_THROWS_WITH((void)quantised(R"({"quant_method": 3})"),
                    "config.json: quantization_config: unknown method '' (the size of a weight "
                    "cannot be told from it); remove it and set shape.bytes_per_parameter in the "
                    "model file");
}

TEST_CASE("experts as Mixtral writes them") {
  const TransformerShape shape = parse(
      with(R"("vocab_size")", R"("num_local_experts": 8, "num_experts_per_tok": 2, "vocab_size")"));
  CHECK(shape.experts == 8);
  CHECK(shape.experts_per_token == 2);
  CHECK(shape.expert_ffn == 14336);
  CHECK(shape.shared_expert_ffn == 0);
  CHECK(shape.moe_layers == 32);
}

TEST_CASE("experts as Qwen and DeepSeek write them") {
  const TransformerShape qwen =
      parse(with(R"("vocab_size")", R"("num_experts": 60, "num_experts_per_tok": 4, "vocab_size": 1,
      "moe_intermediate_size": 1408, "shared_expert_intermediate_size": 5632,
      "decoder_sparse_step": 2, "mlp_only_layers": [1, 2, 3], "x")"));
  CHECK(qwen.experts == 60);
  CHECK(qwen.expert_ffn == 1408);
  CHECK(qwen.shared_expert_ffn == 5632);
  CHECK(qwen.moe_layers == 14);  // the 16 odd layers without 1 and 3
  const TransformerShape deepseek = parse(
      with(R"("vocab_size")", R"("n_routed_experts": 64, "num_experts_per_tok": 6, "vocab_size": 1,
      "moe_intermediate_size": 1408, "n_shared_experts": 2, "first_k_dense_replace": 3, "x")"));
  CHECK(deepseek.shared_expert_ffn == 2816);
  CHECK(deepseek.moe_layers == 29);
  CHECK(deepseek.ffn == 14336);
}

TEST_CASE("a nested text_config wins") {
  const TransformerShape shape =
      parse(with(R"("vocab_size")", R"("text_config": {"hidden_size": 2048, "dtype": "float16",
      "head_dim": null}, "vocab_size")"));
  CHECK(shape.hidden == 2048);
  CHECK(shape.layers == 32);
}

TEST_CASE("configurations that a shape cannot hold are refused") {
  CHECK(problem("{}") ==
        "config.json: num_hidden_layers: is missing (the shape of the model needs it); add it, or "
        "check that this is the right file");
  CHECK(problem(with("4096", "4096.5")) ==
        "config.json: hidden_size: 4096.5 is no size; write an integer from 0 to 16777216");
  CHECK(problem(with("4096", "-1")) ==
        "config.json: hidden_size: -1 is no size; write an integer from 0 to 16777216");
  CHECK(problem(with("bfloat16", "float12")) ==
        "config.json: torch_dtype: unknown type 'float12'; use float32, float16, bfloat16, int8 or "
        "fp8");
  CHECK(problem(with("false", "0")) ==
        "config.json: tie_word_embeddings: 0 is neither true nor false; write true or false");
  CHECK(problem(with(R"("vocab_size")", R"("kv_lora_rank": 512, "vocab_size")")) ==
        "config.json: kv_lora_rank: is not supported (latent attention has another KV cache); "
        "describe a similar model with 'shape: {…}' instead");
  CHECK(problem(with(R"("vocab_size")", R"("layer_types": ["linear_attention"], "vocab_size")")) ==
        "config.json: layer_types: \"linear_attention\" is not supported (only attention layers "
        "are modelled); describe a similar model with 'shape: {…}' instead");
  CHECK(problem("[]") ==
        "config.json: is no JSON object (a model configuration is one); name the config.json of a "
        "model");
  CHECK(problem("{") == "config.json: is no JSON (near byte 2); name the config.json of a model");
}

TEST_CASE("a configuration is read from a file") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "servesweep_model_config_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "config.json") << kLlama;
  CHECK(read_model_config(folder / "config.json") == parse(kLlama));
  CHECK_THROWS_AS((void)read_model_config(folder), engine::Problem);
  CHECK_THROWS_AS((void)read_model_config(folder / "none.json"), engine::Problem);
  std::filesystem::remove_all(folder);
}

}  // namespace servesweep::io::model_config_test
