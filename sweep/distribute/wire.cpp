#include "sweep/distribute/wire.h"

#include <stdexcept>

namespace servesweep::sweep {

std::string WireReader::text() {
  return std::string(take(count(1)));
}

std::size_t WireReader::count(std::size_t least_bytes) {
  const auto value = static_cast<std::size_t>(number<std::uint64_t>());
  expect(value, least_bytes);
  return value;
}

void WireReader::expect(std::size_t things, std::size_t least_bytes) const {
  if (things > rest_.size() / least_bytes) {
    throw std::runtime_error("a message is shorter than it says");
  }
}

std::string_view WireReader::take(std::size_t size) {
  if (size > rest_.size()) throw std::runtime_error("a message ends too early");
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

}  // namespace servesweep::sweep
