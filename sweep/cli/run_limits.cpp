#include "sweep/cli/run_limits.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "engine/base/problem.h"
#include "sweep/cli/size_text.h"
#include "sweep/run/duration.h"

namespace servesweep::sweep {
namespace {

constexpr int kMostThreadsOfRank = 4096;
constexpr double kMostCommitSeconds = 86'401;
constexpr double kMsPerS = 1000;

}  // namespace

int chosen_threads(const CommandLine& line) {
  return line.has("threads") ? static_cast<int>(line.integer("threads", 1, kMostThreadsOfRank)) : 0;
}

void add_limit_options(CommandLine& line) {
  line.value("--walltime", "DURATION",
             "time that the job has: 90s, 30m, 2h, D-HH:MM:SS; else what Slurm says")
      .value("--commit-seconds", "S", "a finished run is on disk after so long", "60")
      .value("--commit-bytes", "SIZE", "or sooner, if a rank has so much of them: 16MiB, 100MB",
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
  if (line.text("walltime").starts_with('-') || (limit.walltime && limit.walltime->count() == 0)) {
    throw engine::Problem("--walltime",
                          fmt::format("'{}' is no time to run in", line.text("walltime")),
                          "it must be more than nothing", "give the time that the job really has");
  }
  if (!limit.walltime) {
    throw engine::Problem("--walltime",
                          fmt::format("'{}' is not a duration", line.text("walltime")),
                          "a number needs its unit",
                          "write it like 90s, 30m, 2h, 1d, 01:30:00 (hours first) or 2-12:00:00 "
                          "(days first)");
  }
  return limit;
}

}  // namespace servesweep::sweep
