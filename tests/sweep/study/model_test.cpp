#include "sweep/study/model.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "sweep/study/roofline_text.h"
#include "tests/engine/latency/shapes.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::model_test {
namespace {

const std::string kModel = R"(model: meta-llama/llama-3.1-8b-instruct
hardware: H100
tensor_parallel: 2
latency: {kind: linear, alpha: [1, 2, 3], beta: [4, 5, 6.5]}
kv: {block_tokens: 16, gpu_blocks: 1000}
)";

const std::string kRoofline = R"(model: meta-llama/llama-3.1-8b-instruct
hardware: H100
tensor_parallel: 1
shape: {hidden: 4096, layers: 32, heads: 32, kv_heads: 8, ffn: 14336, vocab: 128256}
latency: {kind: roofline, form: single-pass}
kv: {block_tokens: 16, gpu_memory_utilization: 0.92}
)";

Model parse(const std::string& text) {
  return Model::read(io::Document::parse(text, "m.yaml"));
}

std::string problem(const std::string& from, const std::string& to, std::string text = kModel) {
  text.replace(text.find(from), from.size(), to);
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("a model sets latency and KV cache") {
  engine::Scenario scenario;
  parse(kModel).apply_to(scenario);
  CHECK(scenario.latency.alpha == std::array<double, 3>{1, 2, 3});
  CHECK(scenario.latency.beta == std::array<double, 3>{4, 5, 6.5});
  CHECK(scenario.kv.gpu_blocks == 1000);
  CHECK(parse(parse(kModel).to_value().yaml()).to_value().json() ==
        parse(kModel).to_value().json());
}

TEST_CASE("wrong models are refused in one line") {
  CHECK(problem("kind: linear", "kind: table") ==
        "m.yaml:4: latency.kind: unknown word 'table'; use one of linear, roofline");
  CHECK(problem("beta: [4, 5, 6.5]", "bta: [4, 5, 6.5]") ==
        "m.yaml:4: latency.bta: unknown field; did you mean 'beta'?");
  CHECK(problem("[1, 2, 3]", "[1, 2]") ==
        "m.yaml:4: latency.alpha: has 2 numbers (a constant and two costs per token are needed); "
        "give 3 numbers");
  CHECK(problem("[1, 2, 3]", "[1, -2, 3]") ==
        "m.yaml:4: latency.alpha[1]: -2 is out of range; write a number from 0 to 86400000000");
  CHECK(problem("gpu_blocks: 1000", "gpu_blocks: many") ==
        "m.yaml:5: kv.gpu_blocks: 'many' is not an integer; write an integer from 1 to 2147483647");
}

TEST_CASE("a roofline needs no more than a shape and a known GPU") {
  const Model model = parse(kRoofline);
  engine::Scenario scenario;
  model.apply_to(scenario);
  REQUIRE(scenario.latency.roofline);
  CHECK(scenario.latency.alpha == std::array<double, 3>{});
  CHECK(scenario.latency.roofline->shape == engine::kLlama8b);
  CHECK(scenario.latency.roofline->hardware == engine::kH100);
  CHECK(scenario.latency.roofline->form == RooflineForm(engine::kSinglePassForm));
  const Model again = parse(model.to_value().yaml());
  CHECK(again.to_value().json() == model.to_value().json());
  CHECK(again.latency.roofline->shape == engine::kLlama8b);
}

TEST_CASE("KV blocks follow from the scenario's limits, and say how") {
  const Model model = parse(kRoofline);
  engine::Scenario scenario;
  model.apply_to(scenario);
  model.size_kv_cache(scenario);
  // 79.19 · 0.92 = 72.85 less 14.96 weights, 0.09 + 0.37 activations, 0.5: 56.94 GiB of 2 MiB
  CHECK(scenario.kv.gpu_blocks == 29'151);
  CHECK(model.kv_text(scenario) ==
        "29151 blocks of 16 tokens: per GPU 79.19 GiB · 0.92 = 72.85, less 14.96 weights, 0.46 "
        "activations (steps of 2048 tokens, 256 requests), 0.25 graphs, 0.25 other, leaves 56.94");
  scenario.batch.max_tokens_per_step = 32'768;
  model.size_kv_cache(scenario);
  CHECK(scenario.kv.gpu_blocks < 29'151);
  const Model given = parse(kModel);
  given.apply_to(scenario);
  given.size_kv_cache(scenario);
  CHECK(given.kv_text(scenario) == "1000 blocks of 16 tokens, as the model file says");
}

TEST_CASE("a linear model with a shape may have its KV blocks computed") {
  std::string text = kRoofline;
  const std::string roofline = "{kind: roofline, form: single-pass}";
  text.replace(text.find(roofline), roofline.size(),
               "{kind: linear, alpha: [0, 0, 0], beta: [1000, 1, 1]}");
  engine::Scenario scenario;
  const Model model = parse(text);
  model.apply_to(scenario);
  model.size_kv_cache(scenario);
  CHECK(scenario.kv.gpu_blocks == 29'151);
  CHECK_FALSE(scenario.latency.roofline);
  CHECK(parse(model.to_value().yaml()).to_value().json() == model.to_value().json());
}

TEST_CASE("wrong rooflines are refused at the line to blame") {
  CHECK(problem("shape: {hidden", "shape: {hiden", kRoofline) ==
        "m.yaml:4: shape.hiden: unknown field; did you mean 'hidden'?");
  CHECK(problem("heads: 32,", "heads: 33,", kRoofline) ==
        "m.yaml:4: shape: shape.head_dim: is missing (33 heads do not divide a width of 4096); "
        "give the width of one head");
  CHECK(problem("hardware: H100", "hardware: H10", kRoofline) ==
        "m.yaml:5: latency: unknown GPU 'H10' (a roofline follows from its data sheet); did you "
        "mean 'H100'?");
  CHECK(problem("gpu_memory_utilization: 0.92", "utilization: 1", kRoofline)
            .starts_with("m.yaml:6: kv.utilization: unknown field"));
  CHECK(problem("16, gpu_memory", "16, gpu_blocks: 3, gpu_memory", kRoofline) ==
        "m.yaml:6: kv.gpu_memory_utilization: unknown field; use one of block_tokens, gpu_blocks");
  CHECK(problem("gpu_blocks: 1000", "gpu_memory_utilization: 0.9") ==
        "m.yaml:5: kv: there is no shape (the number of KV blocks follows from it); add 'config: "
        "PATH' or 'shape: {…}' to the model");
}

TEST_CASE("a model without room for KV blocks is refused when they are counted") {
  std::string text = kRoofline;
  text.replace(text.find("layers: 32"), 10, "layers: 320");
  const Model model = parse(text);
  engine::Scenario scenario;
  CHECK(problem_of([&] { model.size_kv_cache(scenario); }) ==
        "kv.gpu_memory_utilization: no memory is left for KV blocks (of 72.9 GiB, weights take "
        "132.0 and activations 0.5); use more GPUs, larger ones, or smaller steps");
}

TEST_CASE("a shape comes from a config.json beside the model file") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "servesweep_model_test";
  std::filesystem::create_directories(folder / "llama");
  std::ofstream(folder / "llama" / "config.json")
      << R"({"num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32,
             "num_key_value_heads": 8, "intermediate_size": 14336, "vocab_size": 128256})";
  std::string text = kRoofline;
  const std::size_t shape = text.find("shape:");
  text.replace(shape, text.find('\n', shape) - shape, "config: llama/config.json");
  const auto read = [&](const std::string& model) {
    return Model::read(io::Document::parse(model, (folder / "m.yaml").string()));
  };
  CHECK(read(text).shape == engine::kLlama8b);
  CHECK(read(text + "shape: {vocab: 5}").shape->vocab == 5);
  CHECK(read(read(text).to_value().yaml()).shape == engine::kLlama8b);
  std::ofstream(folder / "llama" / "config.json") << "{}";
  CHECK(problem_of([&] { (void)read(text); }) ==
        (folder / "m.yaml").string() + ":4: config: " + (folder / "llama/config.json").string() +
            ": num_hidden_layers: is missing (the shape of the model needs it); add it, or check "
            "that this is the right file");
  std::filesystem::remove_all(folder);
}

}  // namespace servesweep::sweep::model_test
