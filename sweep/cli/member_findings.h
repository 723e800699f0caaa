#pragma once

#include <vector>

#include "sweep/cli/status_explanation.h"

namespace servesweep::sweep {

/// What is amiss with members of a shared folder: killed, hanging, not heard from; with what
/// becomes of the chunks that they have leased.
[[nodiscard]] std::vector<StatusFinding> member_findings(const SharedStanding& shared);

}  // namespace servesweep::sweep
