#include "sweep/study/model.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep {
namespace {

const std::string kModel = R"(model: meta-llama/llama-3.1-8b-instruct
hardware: H100
tensor_parallel: 2
latency: {kind: linear, alpha: [1, 2, 3], beta: [4, 5, 6.5]}
kv: {block_tokens: 16, gpu_blocks: 1000}
)";

Model parse(const std::string& text) {
  return Model::read(io::Document::parse(text, "m.yaml"));
}

std::string problem(const std::string& from, const std::string& to) {
  std::string text = kModel;
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
  CHECK(problem("kind: linear", "kind: roofline") ==
        "m.yaml:4: latency.kind: unknown word 'roofline'; use one of linear");
  CHECK(problem("[1, 2, 3]", "[1, 2]") ==
        "m.yaml:4: latency.alpha: has 2 numbers (a constant and two costs per token are needed); "
        "give 3 numbers");
  CHECK(problem("[1, 2, 3]", "[1, -2, 3]") ==
        "m.yaml:4: latency.alpha[1]: -2 is out of range; write a number from 0 to 86400000000");
  CHECK(problem("gpu_blocks: 1000", "gpu_blocks: many") ==
        "m.yaml:5: kv.gpu_blocks: 'many' is not an integer; write an integer from 1 to 2147483647");
}

}  // namespace servesweep::sweep
