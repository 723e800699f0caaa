#include "sweep/cli/run_limits.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "engine/base/problem.h"
#include "sweep/cli/size_text.h"
#include "sweep/run/duration.h"

namespace servesweep::sweep {
namespace {

constexpr double kMostCommitSeconds = 86'401;
constexpr double kMsPerS = 1000;

}  // namespace

void add_limit_options(CommandLine& line) {
  line.value("--walltime", "DURATION",
             "stop in time before so long is over: 90s, 30m, 2h, HH:MM:SS, D-HH:MM:SS; else when "
             "the Slurm job ends")
      .value("--commit-seconds", "S",
             "write finished runs to disk when they are so old: what a crash can lose", "60")
      .value("--commit-bytes", "SIZE", "or when they take so much memory on a rank: 64MiB, 100MB",
             "64MiB");
}

CommitLimits commit_limits_of(const CommandLine& line) {
  CommitLimits limits;
  const double seconds = line.real("commit-seconds", 0, kMostCommitSeconds);
  limits.age = std::chrono::milliseconds(std::llround(std::ceil(seconds * kMsPerS)));
  const std::string size = line.text("commit-bytes");
  const std::optional<std::uint64_t> bytes = parse_size(size);
  if (!bytes || *bytes == 0) {
    throw engine::Problem("--commit-bytes", fmt::format("'{}' is not a size", size), "",
                          "write it like 64MiB, 100MB or 1000000");
  }
  limits.bytes = *bytes;
  return limits;
}

TimeLimit time_limit_of(const CommandLine& line) {
  TimeLimit limit;
  limit.environment = [](const char* name) -> const char* { return std::getenv(name); };
  if (!line.has("walltime")) return limit;
  limit.walltime = parse_duration(line.text("walltime"));
  if (!limit.walltime || limit.walltime->count() == 0) {
    throw engine::Problem("--walltime",
                          fmt::format("'{}' is not a duration", line.text("walltime")),
                          "a number needs its unit",
                          "write it like 90s, 30m, 2h, 1d, 01:30:00 (hours first) or 2-12:00:00 "
                          "(days first)");
  }
  return limit;
}

}  // namespace servesweep::sweep
