#pragma once

#include <cstdint>

#include "engine/random/stream.h"

namespace servesweep::engine {

/// Reproducible random choices for property tests.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : stream_(seed, StreamPurpose("test.dice"), 0) {}

  /// 0 … n−1; the bias of the remainder does not matter here.
  std::int32_t below(std::int32_t n) {
    return static_cast<std::int32_t>(stream_() % static_cast<std::uint64_t>(n));
  }
  /// lowest … highest, both included.
  std::int32_t between(std::int32_t lowest, std::int32_t highest) {
    return lowest + below(highest - lowest + 1);
  }
  bool chance(std::int32_t percent) { return below(100) < percent; }

 private:
  Stream stream_;
};

}  // namespace servesweep::engine
