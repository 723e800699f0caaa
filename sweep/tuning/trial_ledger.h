#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sweep/study/plan.h"
#include "sweep/tuning/objective_function.h"
#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

/// Keeps account of a search's runs: which trial waits for which, and what is known of each point.
class TrialLedger {
 public:
  /// Refers to all. `first_workload`: of runs, that which is the objective's first.
  TrialLedger(const Plan& plan, const ObjectiveFunction& objective, std::size_t first_workload)
      : plan_(plan), objective_(objective), first_workload_(first_workload) {}

  /// The figures of a simulation, in the order of ObjectiveFunction::metrics(). `run`: the first of
  /// its key. Trials that are complete by it are taken with take_complete().
  void note(RunId run, std::vector<double> figures);
  /// A trial of a point waits for these planned runs.
  void add(std::int64_t trial, PointId point, std::span<const RunId> runs);
  /// A trial that cannot be run.
  void add_refused(std::int64_t trial);

  /// Trials that have become complete, with what is known of their points.
  [[nodiscard]] std::vector<std::pair<std::int64_t, Observation>> take_complete();

  /// Of a simulation. Precondition: it was noted.
  [[nodiscard]] const std::vector<double>& figures(RunId run) const {
    return figures_.at(run.value());
  }

 private:
  struct Open {
    PointId point;
    std::vector<RunId> runs;
    std::size_t missing = 0;
  };
  void settle(std::int64_t trial, const Open& open);

  const Plan& plan_;
  const ObjectiveFunction& objective_;
  std::size_t first_workload_;
  std::unordered_map<std::int32_t, std::vector<double>> figures_;  ///< by first run
  std::unordered_map<std::int32_t, std::vector<std::int64_t>>
      waiting_for_;  ///< trials, by first run
  std::map<std::int64_t, Open> open_;
  std::unordered_map<std::int32_t, PointFigures> points_;
  std::vector<std::pair<std::int64_t, Observation>> complete_;
};

}  // namespace servesweep::sweep
