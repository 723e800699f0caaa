#pragma once

#include "sweep/cli/command_line.h"
#include "sweep/run/commit_limits.h"
#include "sweep/run/time_limit.h"

namespace servesweep::sweep {

/// --threads, and 0 where it is not given: as many as the process may use.
[[nodiscard]] int chosen_threads(const CommandLine& line);

/// Declares --walltime, --commit-seconds and --commit-bytes.
void add_limit_options(CommandLine& line);

/// What they say, and what the environment does. Problem if one is not understood.
[[nodiscard]] CommitLimits commit_limits_of(const CommandLine& line);
[[nodiscard]] TimeLimit time_limit_of(const CommandLine& line);

}  // namespace servesweep::sweep
