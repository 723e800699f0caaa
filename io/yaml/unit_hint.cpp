#include "io/yaml/unit_hint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "io/table/number_text.h"

namespace servesweep::io {
namespace {

struct Unit {
  std::string_view word;
  double microseconds;
};

constexpr std::array kWritten = {Unit{"us", 1},    Unit{"ms", 1e3},   Unit{"s", 1e6},
                                 Unit{"sec", 1e6}, Unit{"min", 60e6}, Unit{"m", 60e6},
                                 Unit{"h", 3600e6}};

struct FieldUnit {
  std::string_view ending;
  const char* name;
  double microseconds;
};

constexpr std::array kFields = {FieldUnit{"_us", "microseconds", 1},
                                FieldUnit{"_ms", "milliseconds", 1e3},
                                FieldUnit{"_s", "seconds", 1e6}};

/// Whole numbers in full: 20000000, not 2e+07.
std::string figure(double value) {
  constexpr double kExact = 1e15;
  const bool is_whole = std::abs(value) < kExact && std::trunc(value) == value;
  return is_whole ? fmt::format("{:.0f}", value) : number_text(value);
}

}  // namespace

std::string unit_hint(std::string_view field, std::string_view value) {
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || field.ends_with("_per_s")) return "";
  value.remove_prefix(static_cast<std::size_t>(end - value.data()));
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  for (const FieldUnit& wanted : kFields) {
    if (!field.ends_with(wanted.ending)) continue;
    for (const Unit& written : kWritten) {
      if (value != written.word) continue;
      const double amount = number * written.microseconds / wanted.microseconds;
      return fmt::format("give {} without a unit: {}", wanted.name, figure(amount));
    }
  }
  return "";
}

}  // namespace servesweep::io
