#pragma once

namespace servesweep::sweep {

/// Of ASCII, whatever the locale: what a name or a word of the shell may hold unquoted.
[[nodiscard]] constexpr bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace servesweep::sweep
