#pragma once

#include <string>
#include <vector>

#include "sweep/cli/status_explanation.h"
#include "sweep/cli/status_view.h"

namespace servesweep::sweep {

/// A status for people, a line for each thing to know.
[[nodiscard]] std::string status_text(const StatusView& view);

/// The sentences of explain_status() below it.
[[nodiscard]] std::string explanation_text(const std::vector<StatusFinding>& findings);

/// The same in one line: "running: 102 of 165 done, 812 runs/s, ends in 0.1 s".
[[nodiscard]] std::string status_line(const StatusView& view);

}  // namespace servesweep::sweep
