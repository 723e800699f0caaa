#pragma once

#include <map>
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
  /// Generates all requests and runs the baseline. Refers to the study.
  explicit PointRunner(const sweep::Study& study);

  /// What is known of the point after this and earlier attempts; failed if it cannot be run.
  [[nodiscard]] sweep::Observation run(const sweep::Attempt& attempt);
  /// Whether the point was run on every seed.
  [[nodiscard]] bool is_complete(const sweep::Point& point) const;
  /// The baseline's own objectives: what is not better than it is worth nothing.
  [[nodiscard]] sweep::Objectives reference() const;
  /// Simulations so far, those of the baseline not counted.
  [[nodiscard]] std::size_t runs() const { return runs_; }

 private:
  void simulate(std::size_t first_seed, std::size_t seeds, sweep::PointFigures& figures);

  const sweep::Study& study_;
  sweep::ObjectiveFunction objective_;
  engine::Simulator simulator_;
  std::vector<std::vector<engine::Workload>> requests_;  ///< by workload, seed
  std::map<std::string, sweep::PointFigures> points_;    ///< by Point::json()
  std::size_t runs_ = 0;
};

}  // namespace servesweep::benchmark
