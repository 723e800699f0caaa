#include "tests/benchmark/mooncake_standin.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <iterator>
#include <vector>

#include "engine/random/stream.h"

namespace servesweep::benchmark {
namespace {

constexpr engine::StreamPurpose kDraws("benchmark.mooncake_standin");
constexpr std::int64_t kIdTokens = 512;
constexpr double kRequestsPerCell = 10.2;  ///< 3.4 per second
constexpr std::int64_t kCell_ms = 3000;

struct Conversation {
  std::vector<std::int64_t> ids;
  int turns_left = 0;
};

/// Draws the requests one by one.
class Generator {
 public:
  void append(std::int64_t request, std::string& text) {
    Conversation& conversation = pick();
    const std::int64_t added = 1 + static_cast<std::int64_t>(exponential(14.5));
    for (std::int64_t i = 0; i < added; ++i) conversation.ids.push_back(next_id_++);
    --conversation.turns_left;
    const auto ids = static_cast<std::int64_t>(conversation.ids.size());
    const std::int64_t input = ids * kIdTokens - integer(0, kIdTokens - 1);
    const std::int64_t output = 1 + static_cast<std::int64_t>(exponential(340));
    const auto cell = static_cast<std::int64_t>(static_cast<double>(request) / kRequestsPerCell);
    fmt::format_to(
        std::back_inserter(text),
        R"({{"timestamp": {}, "input_length": {}, "output_length": {}, "hash_ids": [{}]}})"
        "\n",
        cell * kCell_ms, input, output, fmt::join(conversation.ids, ", "));
  }

 private:
  /// A new conversation, or one of the latest.
  Conversation& pick() {
    constexpr double kNew = 0.6;
    constexpr std::size_t kRecent = 200;
    if (open_.empty() || boost::random::uniform_01<>()(stream_) < kNew) {
      open_.push_back({.ids = {0}, .turns_left = static_cast<int>(integer(1, 5))});
      if (open_.size() > kRecent) open_.erase(open_.begin());
      return open_.back();
    }
    std::erase_if(open_, [](const Conversation& one) { return one.turns_left == 0; });
    if (open_.empty()) return pick();
    return open_[static_cast<std::size_t>(integer(0, static_cast<std::int64_t>(open_.size()) - 1))];
  }

  std::int64_t integer(std::int64_t lowest, std::int64_t highest) {
    return boost::random::uniform_int_distribution<std::int64_t>(lowest, highest)(stream_);
  }
  double exponential(double mean) {
    return boost::random::exponential_distribution<>(1 / mean)(stream_);
  }

  engine::Stream stream_{1, kDraws, 0};
  std::vector<Conversation> open_;
  std::int64_t next_id_ = 1;
};

}  // namespace

std::string mooncake_standin(std::int64_t requests) {
  std::string text;
  Generator generator;
  for (std::int64_t i = 0; i < requests; ++i) generator.append(i, text);
  return text;
}

}  // namespace servesweep::benchmark
