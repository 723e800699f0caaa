#include "engine/base/shown_text.h"

#include <fmt/format.h>

#include <cstdint>

namespace servesweep::engine {
namespace {

/// Bytes of the character at the start of `text`, which is not empty; 0 if it is none.
std::size_t character_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return 1;
  const std::size_t bytes = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < bytes) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  // Overlong forms, surrogates, and what lies behind the last code point.
  const bool wrong = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xED && byte(1) > 0x9F) ||
                     (byte(0) == 0xF0 && byte(1) < 0x90) || (byte(0) == 0xF4 && byte(1) > 0x8F);
  return wrong ? 0 : bytes;
}

std::uint32_t code_point(std::string_view character) {
  if (character.size() == 1) return static_cast<unsigned char>(character[0]);
  std::uint32_t value =
      static_cast<unsigned char>(character[0]) & (0xFFU >> (character.size() + 1));
  for (const char c : character.substr(1)) {
    value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return value;
}

bool is_harmless(std::uint32_t value) {
  const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
  const bool direction = value == 0x061C || (value >= 0x200E && value <= 0x200F) ||
                         (value >= 0x202A && value <= 0x202E) ||
                         (value >= 0x2066 && value <= 0x2069);
  const bool line = value == 0x2028 || value == 0x2029;
  return !control && !direction && !line;
}

/// `text` up to or from a place near `at` where a character begins.
std::size_t character_start(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

std::string shown_text(std::string_view text, std::size_t most_bytes) {
  if (text.size() > most_bytes) {
    const std::size_t head = character_start(text, most_bytes / 2);
    const std::size_t tail = character_start(text, text.size() - most_bytes / 4);
    return fmt::format("{} … {} bytes … {}", shown_text(text.substr(0, head)), tail - head,
                       shown_text(text.substr(tail)));
  }
  std::string shown;
  while (!text.empty()) {
    const std::size_t bytes = character_bytes(text);
    const std::string_view character = text.substr(0, bytes == 0 ? 1 : bytes);
    const std::uint32_t value = code_point(character);
    if (bytes != 0 && is_harmless(value)) {
      shown += character;
    } else if (bytes <= 1) {
      shown += fmt::format("\\x{:02x}", value & 0xFFU);
    } else {
      shown += fmt::format("\\u{{{:04x}}}", value);
    }
    text.remove_prefix(character.size());
  }
  return shown;
}

}  // namespace servesweep::engine
