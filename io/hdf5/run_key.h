#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace servesweep::io {

/// Identity of a run: a 128-bit content hash. Its text is 32 lower-case hex digits.
struct RunKey {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] std::string hex() const;
  /// Problem unless `text` is exactly 32 hex digits; `where` names its place in the message.
  [[nodiscard]] static RunKey from_hex(std::string_view text, const std::string& where = "run key");

  friend auto operator<=>(const RunKey&, const RunKey&) = default;
};

}  // namespace servesweep::io
