#pragma once

#include <cstdint>

namespace servesweep::sweep {

/// The largest seed that every file format holds exactly, JSON's numbers included.
inline constexpr std::int64_t kLargestSeed = std::int64_t{1} << 53;

}  // namespace servesweep::sweep
