#include "sweep/study/rounded.h"

#include <fmt/format.h>

#include <charconv>

namespace servesweep::sweep {

double rounded(double value, int significant_digits) {
  const std::string text = fmt::format("{:.{}g}", value, significant_digits);
  double result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

}  // namespace servesweep::sweep
