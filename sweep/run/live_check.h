#pragma once

#include <string>

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// Why no run of a study can stand like this: rates that its finished runs do not give, more idle
/// threads than threads, counts that no study has; empty if it can. For a standing out of a file
/// that anybody may have written.
[[nodiscard]] std::string impossible_standing(const LiveStanding& standing);

}  // namespace servesweep::sweep
