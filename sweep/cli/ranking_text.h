#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/ranking_view.h"

namespace servesweep::sweep {

/// One workload for people, as text (within 120 columns for three classes) or Markdown: a table of
/// means, a table of differences with intervals, what pairing was worth and verdicts, and what to
/// know about them.
[[nodiscard]] std::string ranking_text(const RankingView& view, std::size_t ranking,
                                       io::TableFormat format);

}  // namespace servesweep::sweep
