#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/ranking_view.h"

namespace servesweep::sweep {

/// What to know about a ranking, below its tables: the set that cannot be told from the best, how
/// points were chosen, what verdicts and intervals mean, who serves less, breaks constraints or
/// reads what no real system knows, and what is missing.
[[nodiscard]] std::string ranking_notes(const RankingView& view, std::size_t ranking,
                                        io::TableFormat format);

}  // namespace servesweep::sweep
