#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "sweep/search/pareto_archive.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "sweep/tuning/apply_decision.h"
#include "sweep/tuning/decision.h"
#include "sweep/tuning/objective_function.h"
#include "sweep/tuning/trial_ledger.h"

namespace servesweep::sweep {

/// One trial of a search, and what came of it.
struct TriedPoint {
  std::size_t decision = 0;
  StudyTrial trial;
  PlannedTrial planned;
  std::optional<Observation> observation{};  ///< none: not complete yet

  /// Complete, not failed, and within all constraints.
  [[nodiscard]] bool is_feasible() const;
};

/// What a search has tried so far, and what came of it. Decides nothing, so it is quick to rebuild
/// from a plan and figures.
class SearchHistory {
 public:
  /// Refers to the plan.
  SearchHistory(const Study& study, const Plan& plan);
  SearchHistory(const SearchHistory&) = delete;
  SearchHistory& operator=(const SearchHistory&) = delete;

  /// On whole workloads.
  [[nodiscard]] const ObjectiveFunction& objective() const { return whole_.objective; }

  /// The figures of a simulation that is done. `run`: the first of its key.
  void note(RunId run, std::vector<double> figures);
  /// All runs of the baseline are noted: observations may be made from here on.
  void begin();
  /// A decision, as it is in the plan.
  void add(const Decision& decision, std::vector<PlannedTrial> planned);
  /// Fills in what has become complete; numbers of trials, in the order of completion.
  std::vector<std::int64_t> settle();

  /// By number of trial, which is the order of deciding.
  [[nodiscard]] const std::vector<TriedPoint>& tried() const { return tried_; }
  [[nodiscard]] std::size_t decisions() const { return decisions_; }
  /// A trial that is feasible and has seen all seeds of the study on whole workloads: on fewer, as
  /// in the first heats of a race, the best are the luckiest.
  [[nodiscard]] bool counts(const TriedPoint& tried) const;
  /// The best objectives of trials that count.
  [[nodiscard]] const ParetoArchive& best() const { return best_; }
  /// Numbers of trials that are complete, and of those that count.
  [[nodiscard]] std::size_t complete() const { return complete_; }
  [[nodiscard]] std::size_t feasible() const { return feasible_; }

 private:
  /// What is known of runs of one kind. A shortened run is judged by shortened ones of the
  /// baseline.
  struct Account {
    Account(const Study& study, const Plan& plan, std::size_t first)
        : first_workload(first), objective(study), ledger(plan, objective, first) {}

    std::size_t first_workload;  ///< of its runs
    ObjectiveFunction objective;
    TrialLedger ledger;
  };
  void begin(Account& account) const;
  [[nodiscard]] Account& account_of(const StudyTrial& trial);

  const Plan& plan_;
  std::size_t seeds_;
  Account whole_;
  std::optional<Account> shortened_;
  std::vector<TriedPoint> tried_;
  std::size_t decisions_ = 0, complete_ = 0, feasible_ = 0;
  ParetoArchive best_;
};

/// The volume between the baseline and the feasible points that are better than it in every
/// objective, in the baseline's units: of the first trial, the first two, …, as far as they count.
/// With one objective, by how much the best is better.
[[nodiscard]] std::vector<double> gained_volumes(const SearchHistory& history);

}  // namespace servesweep::sweep
