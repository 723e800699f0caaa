#include "io/trace/servegen_lengths.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::servegen_lengths_test {
namespace {

constexpr engine::StreamPurpose kTest("test.lengths");

const std::string kOnes = "[1,1,1,1,1,1,1,1,1,1,1]";

std::string line(int client, int t_s, const std::string& input, const std::string& output = kOnes) {
  return "{\"client\":" + std::to_string(client) + ",\"t_s\":" + std::to_string(t_s) +
         ",\"input_tokens\":" + input + ",\"output_tokens\":" + output + "}\n";
}

ServegenLengths read(const std::string& text) {
  return ServegenLengths::read_file(TraceFile(text).path());
}

std::int32_t input_at(const ServegenLengths& lengths, int client, double t_s) {
  engine::Stream stream(1, kTest, 0);
  return lengths.at(client, t_s).input_tokens.draw(stream);
}

std::string constant(int tokens) {
  std::string text = "[";
  for (int i = 0; i < 11; ++i) text += (i > 0 ? "," : "") + std::to_string(tokens);
  return text + "]";
}

}  // namespace

TEST_CASE("draws follow the quantiles") {
  const ServegenLengths lengths = read(line(0, 0, "[10,50,100,250,500,750,900,950,990,999,1000]"));
  constexpr int kDraws = 40'000;
  int below_250 = 0, at_10 = 0, highest = 0;
  double sum = 0;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    engine::Stream stream(2, kTest, i);
    const std::int32_t tokens = lengths.at(0, 0).input_tokens.draw(stream);
    below_250 += tokens < 250 ? 1 : 0;
    at_10 += tokens == 10 ? 1 : 0;
    highest = std::max(highest, tokens);
    CHECK(tokens >= 10);
    sum += tokens;
  }
  // Uniform on 0 … 1000, but for the lowest percent. σ of the mean is 289 / sqrt(40,000).
  CHECK(std::abs(sum / kDraws - 500) < 4 * 289 / 200.0 + 0.5);
  CHECK(std::abs(below_250 - 0.25 * kDraws) < 4 * std::sqrt(kDraws * 0.1875) + 40);
  CHECK(std::abs(at_10 - 0.01 * kDraws) < 4 * std::sqrt(kDraws * 0.01) + 20);
  CHECK(highest <= 1000);
  CHECK(highest > 995);
}

TEST_CASE("the window of the time is used, else the one before, else the first") {
  const ServegenLengths lengths = read(line(3, 21600, constant(20)) + line(3, 64800, constant(60)));
  CHECK(lengths.knows(3));
  CHECK_FALSE(lengths.knows(0));
  CHECK(input_at(lengths, 3, 0) == 20);
  CHECK(input_at(lengths, 3, 21600) == 20);
  CHECK(input_at(lengths, 3, 64799) == 20);
  CHECK(input_at(lengths, 3, 64800) == 60);
}

TEST_CASE("no request is shorter than a token") {
  CHECK(input_at(read(line(0, 0, constant(0))), 0, 0) == 1);
}

TEST_CASE("wrong quantiles are named") {
  const auto wrong = [](const std::string& text) {
    return complaint(text, [](const auto& path) { return ServegenLengths::read_file(path); });
  };
  CHECK(wrong(line(0, 0, "[1,2]")) == "FILE:1: input_tokens: has 2 entries; give 11 quantiles");
  CHECK(wrong(line(0, 0, "[9,2,3,4,5,6,7,8,9,10,11]")) ==
        "FILE:1: input_tokens[1]: is less than the one before (quantiles do not decrease); sort "
        "them");
  CHECK(wrong(line(0, 0, kOnes) + line(0, 0, kOnes)) ==
        "FILE:2: client: 0 has two windows at 0 s; keep one of them");
}

}  // namespace servesweep::io::servegen_lengths_test
