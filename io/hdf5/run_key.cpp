#include "io/hdf5/run_key.h"

#include <fmt/format.h>

#include "engine/base/problem.h"

namespace servesweep::io {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

}  // namespace

std::string RunKey::hex() const {
  std::string text(2 * bytes.size(), '0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text[2 * i] = kDigits[bytes[i] >> 4U];
    text[2 * i + 1] = kDigits[bytes[i] & 0xFU];
  }
  return text;
}

RunKey RunKey::from_hex(std::string_view text, const std::string& where) {
  RunKey key;
  bool valid = text.size() == 2 * key.bytes.size();
  for (std::size_t i = 0; valid && i < key.bytes.size(); ++i) {
    const std::size_t high = kDigits.find(text[2 * i]);
    const std::size_t low = kDigits.find(text[2 * i + 1]);
    valid = high != std::string_view::npos && low != std::string_view::npos;
    if (valid) key.bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  if (!valid) {
    throw engine::Problem(where, fmt::format("'{}' is not a run key", text),
                          "a run key is 32 lower-case hex digits", "copy the whole key");
  }
  return key;
}

}  // namespace servesweep::io
