#include "sweep/values/counted_text.h"

#include <fmt/format.h>

namespace servesweep::sweep {

std::string counted_text(std::size_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace servesweep::sweep
