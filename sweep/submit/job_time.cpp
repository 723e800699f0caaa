#include "sweep/submit/job_time.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "engine/base/problem.h"
#include "sweep/run/duration.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::int64_t kMost = 1000 * kDay;

/// A bare number is minutes, as sbatch has it.
std::optional<std::int64_t> seconds_of(const std::string& text) {
  const bool bare = text.find_first_not_of("0123456789") == std::string::npos;
  const auto span = parse_duration(bare ? text + 'm' : text);
  return span ? std::optional(span->count()) : std::nullopt;
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
  return duration_text(std::chrono::seconds(seconds_));
}

}  // namespace servesweep::sweep
