#pragma once

#include <algorithm>
#include <cstddef>

namespace servesweep::io {

/// How many columns of figures of so many runs are held at once when a file is written.
[[nodiscard]] inline std::size_t columns_at_once(std::size_t runs) {
  constexpr std::size_t kFigureBytes = 64 << 20;
  const std::size_t column_bytes = std::max<std::size_t>(1, runs * sizeof(double));
  return std::max<std::size_t>(1, kFigureBytes / column_bytes);
}

}  // namespace servesweep::io
