#pragma once

#include <vector>

#include "sweep/cli/status_explanation.h"

namespace servesweep::sweep {

/// What is amiss with processors and storage: threads that share processors, processors that nobody
/// uses, ranks that get less than they want, main threads that do little but store.
[[nodiscard]] std::vector<StatusFinding> node_findings(const LiveStanding& live);

}  // namespace servesweep::sweep
