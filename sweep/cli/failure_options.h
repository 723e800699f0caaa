#pragma once

#include "sweep/cli/command_line.h"
#include "sweep/run/failure_rules.h"

namespace servesweep::sweep {

/// Declares --on-failure, --retries, --run-seconds and --run-memory.
void add_failure_options(CommandLine& line);

/// What they say. Problem if one is unusable, or says what another makes void.
[[nodiscard]] FailureRules failure_rules(const CommandLine& line);

}  // namespace servesweep::sweep
