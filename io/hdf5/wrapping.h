#pragma once

#include <cstdint>

namespace servesweep::io {

/// Sums and differences that wrap: decoding undoes encoding even at the ends of the range, and
/// values of a damaged file do no harm.
[[nodiscard]] inline std::int64_t plus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
[[nodiscard]] inline std::int64_t minus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

}  // namespace servesweep::io
