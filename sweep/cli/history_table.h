#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/study/study.h"
#include "sweep/tuning/search_history.h"

namespace servesweep::sweep {

/// One row per trial: what was tried, its objectives in units of the baseline, whether it fulfils
/// the constraints, and the volume gained so far. `only_gains`: only those trials that added to it.
[[nodiscard]] io::Table history_table(const Study& study, const SearchHistory& history,
                                      bool only_gains);

/// The same of those trials that nothing dominates, of those that count (SearchHistory::counts()).
[[nodiscard]] io::Table front_of_history_table(const Study& study, const SearchHistory& history);

/// Names of what an observation holds: the study's objectives, or their weighted sum.
[[nodiscard]] std::vector<std::string> objective_names(const Study& study,
                                                       const SearchHistory& history);

/// Objectives are minimised: one that is to be maximised is shown with its own sign. A weighted sum
/// has none. `i`: of objective_names(), of which there are `objectives`.
[[nodiscard]] double shown_objective(const Study& study, std::size_t objectives, std::size_t i,
                                     double value);

/// Whether a trial counts and nothing that counts dominates it.
[[nodiscard]] bool is_on_front(const SearchHistory& history, const TriedPoint& tried);

/// "best ttft_p99_ms 0.82 (baseline 1); volume 0.031; 12 of 16 trials complete, 11 feasible": where
/// the search stands.
[[nodiscard]] std::string standing_text(const Study& study, const SearchHistory& history);

}  // namespace servesweep::sweep
