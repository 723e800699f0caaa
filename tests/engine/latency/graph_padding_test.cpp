#include "engine/latency/graph_padding.h"

#include <doctest/doctest.h>

namespace graph_padding_test {

using namespace servesweep::engine;

TEST_CASE("padded_tokens: the next captured size, beyond the largest nothing") {
  // 1, 2, 4, 8, 16, 24, … 256, 272, … 512
  const auto sizes = {std::pair{0, 0}, {1, 1},     {2, 2},     {3, 4},      {5, 8},
                      {9, 16},         {17, 24},   {249, 256}, {256, 256},  {257, 272},
                      {497, 512},      {512, 512}, {513, 513}, {8191, 8191}};
  for (const auto& [tokens, padded] : sizes) {
    CAPTURE(tokens);
    CHECK(padded_tokens(tokens, 512) == padded);
  }
  CHECK(padded_tokens(497, 500) == 497);  // the largest size captured is then 496
  CHECK(padded_tokens(481, 500) == 496);
  CHECK(padded_tokens(3, 0) == 3);
}

TEST_CASE("largest_graph_tokens: twice the requests, at most 512 and one step") {
  CHECK(largest_graph_tokens({.max_running = 256, .max_tokens_per_step = 2048}) == 512);
  CHECK(largest_graph_tokens({.max_running = 1024, .max_tokens_per_step = 8192}) == 512);
  CHECK(largest_graph_tokens({.max_running = 100, .max_tokens_per_step = 2048}) == 200);
  CHECK(largest_graph_tokens({.max_running = 256, .max_tokens_per_step = 64}) == 64);
}

}  // namespace graph_padding_test
