#include "sweep/study/shape_text.h"

#include <doctest/doctest.h>

#include "tests/engine/latency/shapes.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::shape_text_test {
namespace {

engine::TransformerShape read(const std::string& text, engine::TransformerShape shape = {}) {
  read_shape(io::Document::parse(text, "m.yaml"), shape);
  return shape;
}

}  // namespace

TEST_CASE("a shape is read back as it was written") {
  for (const auto& shape : {engine::kLlama8b, engine::kMixtral8x7b, engine::kTinyShape}) {
    CHECK(read(to_value(shape).yaml()) == shape);
  }
}

TEST_CASE("a shape overrides what a configuration said, and has its defaults") {
  engine::TransformerShape fp8 = engine::kLlama8b;
  fp8.kv_bytes_per_value = 1;
  CHECK(read("kv_bytes_per_value: 1", engine::kLlama8b) == fp8);
  const auto plain = read("{hidden: 8, layers: 2, heads: 2, experts: 4, tied_embeddings: true}");
  CHECK(plain.kv_heads == 2);
  CHECK(plain.ffn == 32);
  CHECK(plain.moe_layers == 2);
  CHECK(plain.tied_embeddings);
}

TEST_CASE("wrong shapes are refused") {
  CHECK(problem_of([] { (void)read("hiden: 8"); }) ==
        "m.yaml:1: hiden: unknown field; did you mean 'hidden'?");
  CHECK(problem_of([] { (void)read("hidden: -8"); }) ==
        "m.yaml:1: hidden: -8 is out of range; write an integer from 0 to 16777216");
}

}  // namespace servesweep::sweep::shape_text_test
