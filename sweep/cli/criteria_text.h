#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/criteria_view.h"

namespace servesweep::sweep {

/// For people, as text or Markdown: the criteria, the verdicts of all strategies at a glance, then
/// the figures behind them, strategy by strategy, and what to know about them.
[[nodiscard]] std::string criteria_text(const CriteriaView& view, io::TableFormat format);

}  // namespace servesweep::sweep
