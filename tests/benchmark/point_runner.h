#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/simulate.h"
#include "sweep/search/pareto.h"
#include "sweep/study/study.h"
#include "sweep/tuning/objective_function.h"
#include "sweep/tuning/tuner.h"

namespace servesweep::benchmark {

/// Simulates points of a study's first strategy, one after the other on this thread, and says what
/// a search is told of them.
class PointRunner {
 public:
  /// Generates all requests and runs the baseline, also on the first parts of the workloads if the
  /// study's race has a horizon. Refers to the study.
  explicit PointRunner(const sweep::Study& study);

  /// What is known of the point after this and earlier attempts; failed if it cannot be run.
  [[nodiscard]] sweep::Observation run(const sweep::Attempt& attempt);
  /// Whether the point was run on every seed, on whole workloads.
  [[nodiscard]] bool is_complete(const sweep::Point& point) const;
  /// The baseline's own objectives: what is not better than it is worth nothing.
  [[nodiscard]] sweep::Objectives reference() const;
  /// Simulations so far, those of the baseline not counted.
  [[nodiscard]] std::size_t runs() const { return runs_; }
  /// Their requests, and those of the baseline's shortened runs, which only a horizon needs; in
  /// whole runs of average length.
  [[nodiscard]] double work() const { return requests_ / requests_per_run_; }

 private:
  /// Runs of one length: on whole workloads or on their first parts.
  struct Kind {
    explicit Kind(const sweep::Study& study) : objective(study) {}

    sweep::ObjectiveFunction objective;
    std::vector<std::vector<engine::Workload>> requests{};  ///< by workload, seed
    std::map<std::string, sweep::PointFigures> points{};    ///< by Point::json()
  };
  void add_kind(std::size_t first_workload);
  void simulate(const Kind& kind, const sweep::Attempt& attempt, sweep::PointFigures& figures);

  const sweep::Study& study_;
  engine::Simulator simulator_;
  std::vector<std::unique_ptr<Kind>> kinds_;  ///< whole runs, then shortened ones if there are any
  std::size_t runs_ = 0;
  double requests_ = 0, requests_per_run_ = 0;
};

}  // namespace servesweep::benchmark
