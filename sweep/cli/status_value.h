#pragma once

#include <string>
#include <vector>

#include "sweep/cli/status_explanation.h"
#include "sweep/cli/status_view.h"

namespace servesweep::sweep {

/// A status for programs: one JSON object on one line. `findings` only if there are any.
[[nodiscard]] std::string status_json(const StatusView& view,
                                      const std::vector<StatusFinding>& findings);

}  // namespace servesweep::sweep
