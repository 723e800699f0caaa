#include "sweep/submit/job_time.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::int64_t kMost = 1000 * kDay;

/// A number of at most nine digits, so that nothing overflows.
std::optional<std::int64_t> number(const std::string& text) {
  constexpr std::size_t kDigits = 9;
  if (text.empty() || text.size() > kDigits ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoll(text);
}

/// The numbers between colons; empty if one is not a number.
std::vector<std::int64_t> numbers(const std::string& text) {
  std::vector<std::int64_t> parts;
  std::size_t start = 0;
  for (;;) {
    const std::size_t end = text.find(':', start);
    const auto part = number(text.substr(start, end - start));
    if (!part) return {};
    parts.push_back(*part);
    if (end == std::string::npos) return parts;
    start = end + 1;
  }
}

std::optional<std::int64_t> with_days(const std::string& days_text, const std::string& rest) {
  const auto days = number(days_text);
  std::vector<std::int64_t> parts = numbers(rest);
  if (!days || parts.empty() || parts.size() > 3) return std::nullopt;
  parts.resize(3);
  return *days * kDay + parts[0] * kHour + parts[1] * kMinute + parts[2];
}

std::optional<std::int64_t> without_days(const std::string& text) {
  const std::vector<std::int64_t> parts = numbers(text);
  switch (parts.size()) {
    case 1:
      return parts[0] * kMinute;
    case 2:
      return parts[0] * kMinute + parts[1];
    case 3:
      return parts[0] * kHour + parts[1] * kMinute + parts[2];
    default:
      return std::nullopt;
  }
}

std::optional<std::int64_t> seconds_of(const std::string& text) {
  constexpr std::array<std::pair<char, std::int64_t>, 4> kUnits{
      {{'s', 1}, {'m', kMinute}, {'h', kHour}, {'d', kDay}}};
  for (const auto& [letter, seconds] : kUnits) {
    if (!text.ends_with(letter)) continue;
    const auto count = number(text.substr(0, text.size() - 1));
    return count ? std::optional(*count * seconds) : std::nullopt;
  }
  const std::size_t dash = text.find('-');
  return dash == std::string::npos ? without_days(text)
                                   : with_days(text.substr(0, dash), text.substr(dash + 1));
}

}  // namespace

JobTime JobTime::parse(const std::string& where, const std::string& text) {
  const std::optional<std::int64_t> seconds = seconds_of(text);
  if (seconds && *seconds > 0 && *seconds < kMost) return JobTime(*seconds);
  throw engine::Problem(where, fmt::format("'{}' is no time limit", text),
                        "it is 30 (minutes), HH:MM:SS, D-HH:MM:SS, 90s, 30m, 2h or 1d, less than "
                        "1000 days",
                        "correct it");
}

std::string JobTime::slurm_text() const {
  return fmt::format("{}-{:02}:{:02}:{:02}", seconds_ / kDay, seconds_ % kDay / kHour,
                     seconds_ % kHour / kMinute, seconds_ % kMinute);
}

std::string JobTime::text() const {
  std::string text;
  const auto add = [&](std::int64_t count, const char* unit) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : " ", count, unit);
  };
  add(seconds_ / kDay, "d");
  add(seconds_ % kDay / kHour, "h");
  add(seconds_ % kHour / kMinute, "min");
  add(seconds_ % kMinute, "s");
  return text;
}

}  // namespace servesweep::sweep
