#include "io/yaml/scalar_values.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace servesweep::io {
namespace {

/// from_chars takes no plus sign; YAML numbers may have one.
std::string_view without_plus(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  return text;
}

}  // namespace

std::optional<double> real_value(const std::string& text) {
  std::string_view digits = without_plus(text);
  const bool negative = digits.starts_with('-');
  if (const std::string_view magnitude = digits.substr(negative ? 1 : 0);
      magnitude == ".inf" || magnitude == ".Inf") {
    digits = negative ? "-inf" : "inf";
  } else if (digits == ".nan" || digits == ".NaN") {
    digits = "nan";
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end != digits.data() + digits.size() || error == std::errc::invalid_argument)
    return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::numeric_limits<double>::infinity();
  return value;
}

std::optional<std::int64_t> integer_value(const std::string& text) {
  const std::string_view digits = without_plus(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end == digits.data() + digits.size()) {
    return error == std::errc() ? std::optional(value) : std::nullopt;
  }
  // Beyond 2^53 a double no longer holds every integer: those must be written in full.
  constexpr double kExact = 9007199254740992.0;
  const std::optional<double> real = real_value(text);
  if (!real || !(std::abs(*real) <= kExact) || std::trunc(*real) != *real) return std::nullopt;
  return static_cast<std::int64_t>(*real);
}

}  // namespace servesweep::io
