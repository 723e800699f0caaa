#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/run/seed_decision.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "sweep/tuning/apply_decision.h"
#include "sweep/tuning/decision.h"

namespace servesweep::sweep {

/// A study with its plan: what was planned beforehand, and what a search has decided since.
struct PlannedStudy {
  explicit PlannedStudy(Study its_study) : study(std::move(its_study)), plan(Plan::of(study)) {}

  /// The runs to simulate that a decision of a search adds to the plan; its trials are in `trials`
  /// of the last decision.
  std::vector<RunId> add(const Decision& decision);
  /// The same of a decision on further seeds.
  std::vector<RunId> add(const SeedDecision& decision);
  /// The same of either, as the JSON text of its to_value().
  std::vector<RunId> add_text(const std::string& decision);

  Study study;
  Plan plan;
  std::vector<Decision> decisions;
  std::vector<std::vector<PlannedTrial>> trials;  ///< by decision
  std::vector<SeedDecision> seed_decisions;       ///< after those of the search
  std::size_t runs_before_seeds = 0;  ///< the last of these rests on so many runs of the plan
};

/// The trials of a search for the index of a folder.
[[nodiscard]] std::vector<io::SearchRow> search_rows(const PlannedStudy& planned);

/// Simulations of a study: those in its plan, or the most that its search can make of it. Seeds by
/// need count as far as they are decided.
[[nodiscard]] std::size_t most_runs(const Study& study, const Plan& plan);

/// The runs that seeds by need can add to those of most_runs() before any are decided: all points
/// of the study, or of its search, at `max`.
[[nodiscard]] std::size_t most_further_runs(const Study& study, const Plan& plan);

}  // namespace servesweep::sweep
