#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/study/study.h"
#include "sweep/tuning/search_history.h"

namespace servesweep::sweep {

/// One row per trial: what was tried, its objectives in units of the baseline, whether it fulfils
/// the constraints, and the volume gained so far. `only_gains`: only those trials that added to it.
[[nodiscard]] io::Table history_table(const Study& study, const SearchHistory& history,
                                      bool only_gains);

/// "best ttft_p99_ms 0.82 (baseline 1); volume 0.031; 12 of 16 trials complete, 11 feasible": where
/// the search stands.
[[nodiscard]] std::string standing_text(const Study& study, const SearchHistory& history);

}  // namespace servesweep::sweep
