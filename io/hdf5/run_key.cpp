#include "io/hdf5/run_key.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

#include "engine/base/problem.h"

namespace servesweep::io {

std::string RunKey::hex() const {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

RunKey RunKey::from_hex(std::string_view text) {
  RunKey key;
  bool valid = text.size() == 2 * key.bytes.size();
  for (std::size_t i = 0; valid && i < key.bytes.size(); ++i) {
    const char* begin = text.data() + 2 * i;
    const auto [end, error] = std::from_chars(begin, begin + 2, key.bytes[i], 16);
    valid = error == std::errc() && end == begin + 2;
  }
  if (valid) return key;
  throw engine::Problem("run key", fmt::format("'{}' is not one", text),
                        "a key has 32 hexadecimal digits", "copy it from a plan or a result");
}

}  // namespace servesweep::io
