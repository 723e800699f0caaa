#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/ranking_view.h"

namespace servesweep::sweep {

/// For people, as text (within 120 columns for three classes) or Markdown: for each workload a
/// table of means, a table of differences with intervals and verdicts, and what to know about them.
[[nodiscard]] std::string ranking_text(const RankingView& view, io::TableFormat format);

}  // namespace servesweep::sweep
