#include "sweep/cli/duration_words.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "io/table/significant_text.h"

namespace servesweep::sweep {

std::string duration_words(double seconds) {
  if (!std::isfinite(seconds)) return "unknown";
  if (seconds < 10) return io::significant_text(std::fmax(seconds, 0), 2) + " s";
  if (seconds < 99.5) return fmt::format("{:.0f} s", seconds);
  const auto whole = std::llround(std::fmin(seconds, 1e15));
  constexpr long long kMinute = 60, kHour = 3600, kDay = 86400;
  if (whole < kHour) return fmt::format("{}:{:02} min", whole / kMinute, whole % kMinute);
  if (whole < 2 * kDay) return fmt::format("{}:{:02} h", whole / kHour, whole / kMinute % kMinute);
  return fmt::format("{} d {} h", whole / kDay, whole / kHour % (kDay / kHour));
}

std::string bytes_words(double bytes) {
  constexpr std::array<const char*, 6> kUnits{"B", "kB", "MB", "GB", "TB", "PB"};
  std::size_t unit = 0;
  for (; bytes >= 999.5 && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
  return unit == 0 ? fmt::format("{:.0f} B", bytes)
                   : fmt::format("{} {}", io::significant_text(bytes, 3), kUnits[unit]);
}

}  // namespace servesweep::sweep
