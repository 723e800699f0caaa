#include "sweep/submit/job_time.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "engine/base/problem.h"
#include "sweep/run/duration.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMinuteS = 60, kHourS = 60 * kMinuteS, kDayS = 24 * kHourS;
constexpr std::int64_t kLongestJob = 1000 * kDayS;

/// A bare number is minutes, as sbatch has it.
std::optional<std::int64_t> job_seconds(const std::string& text) {
  const bool bare = text.find_first_not_of("0123456789") == std::string::npos;
  const auto span = parse_duration(bare ? text + 'm' : text);
  return span ? std::optional(span->count()) : std::nullopt;
}

}  // namespace

JobTime JobTime::parse(const std::string& where, const std::string& text) {
  const std::optional<std::int64_t> seconds = job_seconds(text);
  if (seconds && *seconds > 0 && *seconds < kLongestJob) return JobTime(*seconds);
  throw engine::Problem(where, fmt::format("'{}' is no time limit", text),
                        "it is 30 (minutes), HH:MM:SS, D-HH:MM:SS, 90s, 30m, 2h or 1d, less than "
                        "1000 days",
                        "correct it");
}

std::string JobTime::slurm_text() const {
  return fmt::format("{}-{:02}:{:02}:{:02}", seconds_ / kDayS, seconds_ % kDayS / kHourS,
                     seconds_ % kHourS / kMinuteS, seconds_ % kMinuteS);
}

std::string JobTime::text() const {
  return duration_text(std::chrono::seconds(seconds_));
}

}  // namespace servesweep::sweep
