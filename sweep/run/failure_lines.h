#pragma once

#include <string>

#include "sweep/run/failure_tally.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// For each kind of failure a line: how many runs, and one of them with its reason. Empty without
/// failures. `indent` goes before each line.
[[nodiscard]] std::string failure_lines(const FailureTally& failures, const Plan& plan,
                                        const std::string& indent);

}  // namespace servesweep::sweep
