#include "engine/latency/graph_padding.h"

#include <algorithm>
#include <bit>

namespace servesweep::engine {
namespace {

std::int64_t rounded_up(std::int64_t tokens, std::int64_t step) {
  return (tokens + step - 1) / step * step;
}

}  // namespace

std::int64_t largest_graph_tokens(const BatchSpec& batch) {
  constexpr std::int64_t kMost = 512;
  return std::min(
      {2 * std::int64_t{batch.max_running}, kMost, std::int64_t{batch.max_tokens_per_step}});
}

std::int64_t padded_tokens(std::int64_t tokens, std::int64_t largest) {
  constexpr std::int64_t kFineSizes = 256;
  if (tokens <= 0 || tokens > largest) return tokens;
  std::int64_t size = rounded_up(tokens, tokens <= kFineSizes ? 8 : 16);
  if (tokens <= 4) {
    size = static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(tokens)));
  }
  return size <= largest ? size : tokens;
}

}  // namespace servesweep::engine
