#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace servesweep::io {

/// Identity of a run: a 128-bit hash of everything that fixes its result.
struct RunKey {
  std::array<std::uint8_t, 16> bytes{};

  /// 32 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  /// The inverse of hex(). Throws engine::Problem if `text` is not 32 hexadecimal digits.
  [[nodiscard]] static RunKey from_hex(std::string_view text);

  friend auto operator<=>(const RunKey&, const RunKey&) = default;
};

}  // namespace servesweep::io
