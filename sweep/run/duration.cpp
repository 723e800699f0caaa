#include "sweep/run/duration.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 3600, kDay = 86'400;
constexpr std::int64_t kMostUnits = 1'000'000;

/// Digits and nothing else.
std::optional<std::int64_t> units_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.front() == '-' || error != std::errc() ||
      end != text.data() + text.size() || value > kMostUnits) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::vector<std::int64_t>> fields(std::string_view text) {
  std::vector<std::int64_t> found;
  for (;;) {
    const std::size_t colon = text.find(':');
    const std::optional<std::int64_t> field = units_in(text.substr(0, colon));
    if (!field) return std::nullopt;
    found.push_back(*field);
    if (colon == std::string_view::npos) return found;
    text.remove_prefix(colon + 1);
  }
}

/// HH, HH:MM or HH:MM:SS after the days.
std::optional<std::int64_t> hours_first(std::string_view text) {
  const auto found = fields(text);
  if (!found || found->size() > 3) return std::nullopt;
  constexpr std::array kUnits{kHour, kMinute, std::int64_t{1}};
  std::int64_t seconds = 0;
  for (std::size_t i = 0; i < found->size(); ++i) seconds += (*found)[i] * kUnits[i];
  return seconds;
}

/// MM:SS or HH:MM:SS.
std::optional<std::int64_t> seconds_last(std::string_view text) {
  const auto found = fields(text);
  if (!found || found->size() < 2 || found->size() > 3) return std::nullopt;
  std::int64_t seconds = 0;
  for (const std::int64_t field : *found) seconds = seconds * 60 + field;
  return seconds;
}

std::optional<std::int64_t> with_unit(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::optional<std::int64_t> count = units_in(text.substr(0, text.size() - 1));
  if (!count) return std::nullopt;
  switch (text.back()) {
    case 's':
      return *count;
    case 'm':
      return *count * kMinute;
    case 'h':
      return *count * kHour;
    case 'd':
      return *count * kDay;
    default:
      return std::nullopt;
  }
}

std::optional<std::int64_t> duration_seconds(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    const std::optional<std::int64_t> days = units_in(text.substr(0, dash));
    const std::optional<std::int64_t> rest = hours_first(text.substr(dash + 1));
    if (!days || !rest) return std::nullopt;
    return *days * kDay + *rest;
  }
  return text.find(':') == std::string_view::npos ? with_unit(text) : seconds_last(text);
}

}  // namespace

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  const std::optional<std::int64_t> seconds = duration_seconds(text);
  if (!seconds) return std::nullopt;
  return std::chrono::seconds(*seconds);
}

std::string duration_text(std::chrono::seconds span) {
  struct Unit {
    std::int64_t seconds;
    const char* name;
  };
  constexpr std::array kUnits{Unit{kDay, "d"}, Unit{kHour, "h"}, Unit{kMinute, "min"},
                              Unit{1, "s"}};
  std::int64_t left = span.count() > 0 ? span.count() : 0;
  for (std::size_t i = 0; i + 1 < kUnits.size(); ++i) {
    const std::int64_t count = left / kUnits[i].seconds;
    if (count == 0) continue;
    left %= kUnits[i].seconds;
    const std::int64_t next = left / kUnits[i + 1].seconds;
    std::string text = fmt::format("{} {}", count, kUnits[i].name);
    return next == 0 ? text : text + fmt::format(" {} {}", next, kUnits[i + 1].name);
  }
  return fmt::format("{} s", left);
}

}  // namespace servesweep::sweep
