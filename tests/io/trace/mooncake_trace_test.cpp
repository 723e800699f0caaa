#include "io/trace/mooncake_trace.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::mooncake_trace_test {
namespace {

using engine::Workload;

constexpr MooncakeOptions kRaw{.block_tokens = 512, .grid_us = 0};

std::string line(double ms, int input, int output, const std::vector<int>& ids) {
  return fmt::format(
      "{{\"timestamp\": {}, \"input_length\": {}, \"output_length\": {}, \"hash_ids\": [{}]}}\n",
      ms, input, output, fmt::join(ids, ", "));
}

Workload read(const std::string& text, const MooncakeOptions& mooncake = kRaw,
              const TraceOptions& options = {}) {
  return read_mooncake_trace(TraceFile(text).path(), mooncake, options);
}

std::string wrong(const std::string& text, const MooncakeOptions& mooncake = kRaw) {
  return complaint(
      text, [&](const auto& path) { return read_mooncake_trace(path, mooncake, TraceOptions{}); });
}

}  // namespace

TEST_CASE("a mooncake trace is read") {
  const Workload workload = read(line(0, 1100, 5, {0, 1, 2}) + line(1500, 1600, 0, {0, 1, 3, 4}) +
                                 line(1500.25, 100, 7, {9}));
  REQUIRE(workload.requests.size() == 3);
  CHECK(workload.requests[0].input_tokens == 1100);
  CHECK(workload.requests[0].output_tokens == 5);
  CHECK(workload.requests[1].arrival_us == 1'500'000);
  CHECK(workload.requests[2].arrival_us == 1'500'250);
  CHECK(workload.classes[0].name == "standard");
  CHECK_FALSE(workload.closed_loop);
  CHECK(workload.chains == 1);  // blocks 0 and 1
  REQUIRE(workload.requests[1].content.size() == 1);
  CHECK(workload.requests[1].content[0].end_token == 1024);
  CHECK(workload.requests[2].content.empty());
}

TEST_CASE("the last block may be partly filled, and shared as such") {
  const Workload workload = read(line(0, 700, 5, {0, 1}) + line(0, 700, 5, {0, 1}));
  REQUIRE(workload.requests[0].content.size() == 1);
  CHECK(workload.requests[0].content[0].end_token == 700);
}

TEST_CASE("a rest without an id is private") {
  const Workload workload = read(line(0, 40, 5, {0, 1}) + line(0, 40, 5, {0, 1}), kShareGptOptions);
  CHECK(workload.requests[0].content[0].end_token == 32);
}

TEST_CASE("arrivals on the grid are spread over their cell") {
  std::string text;
  for (int i = 0; i < 400; ++i) text += line(i < 200 ? 0 : 5999, 10, 1, {i});
  TraceOptions options;
  options.seed = 3;
  const Workload workload = read(text, MooncakeOptions{}, options);
  double sum = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    const engine::TimeUs begin_us = i < 200 ? 0 : 6'000'000;  // 5,999 ms is the grid's 6 s
    const engine::TimeUs within_us = workload.requests[i].arrival_us - begin_us;
    CHECK(within_us >= 0);
    CHECK(within_us < 3'000'000);
    sum += static_cast<double>(within_us) / 400;
  }
  // Uniform: mean 1.5 s, standard deviation 3 s / sqrt(12 · 400).
  CHECK(std::abs(sum - 1.5e6) < 4 * 3e6 / std::sqrt(12.0 * 400));
  CHECK(read(text, MooncakeOptions{}, options).requests[7].arrival_us ==
        workload.requests[7].arrival_us);
  options.seed = 4;
  CHECK(read(text, MooncakeOptions{}, options).requests[7].arrival_us !=
        workload.requests[7].arrival_us);
  CHECK(read(text).requests[399].arrival_us == 5'999'000);
}

TEST_CASE("fields that are not ours are ignored") {
  CHECK(read("{\"timestamp\": 1, \"input_length\": 5, \"output_length\": 1, \"hash_ids\": [1], "
             "\"type\": \"text\"}\n")
            .requests.size() == 1);
}

TEST_CASE("wrong lines are named") {
  const std::string good = line(0, 10, 1, {1});
  CHECK(wrong(good + line(0, 11200, 1, {1, 2, 3})) ==
        "FILE:2: hash_ids: has 3 entries (22 are needed for 11200 tokens of 512); correct "
        "input_length or block_tokens");
  CHECK(wrong(good + line(4000, 10, 1, {1}), MooncakeOptions{}) ==
        "FILE:2: timestamp: 4000 ms is not on the grid of 3000 ms (times on a grid are spread over "
        "it); use arrivals: raw for this trace");
  CHECK(wrong(good + "{\"timestamp\": 0, \"input_length\": 5, \"output_length\": 1}\n") ==
        "FILE:2: field 'hash_ids' is missing; add it, or check the format");
  CHECK(wrong(line(0, 0, 1, {})) ==
        "FILE:1: input_length: 0 is out of range; write an integer from 1 to 536870912");
  CHECK(wrong(line(-1, 1, 1, {1})).starts_with("FILE:1: timestamp: -1 is out of range"));
  CHECK(wrong(line(0, 10, 1, {-4})).starts_with("FILE:1: hash_ids[0]: -4 is out of range"));
  CHECK(wrong("") ==
        "FILE: no requests (the file has none); give a trace with at least one request");
}

}  // namespace servesweep::io::mooncake_trace_test
