#include "sweep/study/parameter_value.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "io/table/number_text.h"

namespace servesweep::sweep {

engine::ParameterValue parameter_value_of(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const bool starts_like_a_number =
      text.size() > sign && (text[sign] == '.' || (text[sign] >= '0' && text[sign] <= '9'));
  if (!starts_like_a_number) return text;
  double number = 0;
  const char* begin = text.data() + (text[0] == '+' ? 1 : 0);  // from_chars knows no plus sign
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) return text;
  return number == 0 ? 0.0 : number;  // −0 is 0
}

io::Value to_value(const engine::ParameterValue& value) {
  if (const auto* truth = std::get_if<bool>(&value)) return io::Value::boolean(*truth);
  if (const auto* text = std::get_if<std::string>(&value)) return io::Value::text(*text);
  return io::Value::number(std::get<double>(value));
}

std::string text_of(const engine::ParameterValue& value) {
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return io::number_text(std::get<double>(value));
}

bool is_integer(const engine::ParameterValue& value) {
  constexpr double kLargestExact = 9007199254740992.0;  // 2^53: beyond, doubles skip integers
  const auto* number = std::get_if<double>(&value);
  return number != nullptr && std::trunc(*number) == *number && std::abs(*number) <= kLargestExact;
}

bool is_int32(const engine::ParameterValue& value) {
  using Limits = std::numeric_limits<std::int32_t>;
  if (!is_integer(value)) return false;
  const double number = std::get<double>(value);
  return number >= Limits::min() && number <= Limits::max();
}

}  // namespace servesweep::sweep
