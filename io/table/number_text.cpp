#include "io/table/number_text.h"

#include <fmt/format.h>

#include <cmath>

namespace servesweep::io {

std::string number_text(double value) {
  return std::isnan(value) ? "nan" : fmt::format("{}", value);
}

}  // namespace servesweep::io
