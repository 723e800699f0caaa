#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/run/planned_study.h"
#include "sweep/tuning/search_history.h"

namespace servesweep::sweep {

/// Figures of the simulations of which an index knows the outcome, by the first run of each key;
/// NaN of those that failed. The index must have loaded these metrics.
[[nodiscard]] std::vector<std::pair<RunId, std::vector<double>>> stored_figures(
    const io::StudyIndex& index, const Plan& plan, const std::vector<std::size_t>& metrics);

/// What the search of a study has tried and found, from what a folder holds. Nothing while the
/// baseline is incomplete. The index must have loaded the metrics of the study's objectives and
/// constraints (ObjectiveFunction::metrics()). Refers to `planned`.
[[nodiscard]] std::unique_ptr<SearchHistory> stored_history(const PlannedStudy& planned,
                                                            const io::StudyIndex& index);

}  // namespace servesweep::sweep
