#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/robustness_view.h"

namespace servesweep::sweep {

/// Where wins hold, for people. As text: a table for each contest. As Markdown: one table, a column
/// for each contest. Below it, how often each verdict was given and where it was not "holds", and
/// what the verdicts mean.
[[nodiscard]] std::string robustness_text(const RobustnessView& view, io::TableFormat format);

}  // namespace servesweep::sweep
