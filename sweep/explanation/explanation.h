#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "sweep/explanation/ablation.h"
#include "sweep/explanation/costs.h"
#include "sweep/explanation/negative_controls.h"
#include "sweep/explanation/part_effects.h"
#include "sweep/study/objective.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// What is to be explained: the difference of a strategy, at one point, from its baseline.
struct ExplainQuestion {
  Model model;                          ///< of the study
  engine::Scenario baseline, strategy;  ///< of that study
  WorkloadFile workload;
  std::vector<std::uint64_t> seeds;   ///< at least one
  std::vector<std::string> classes;   ///< of the study: they name its metrics
  std::vector<Objective> objectives;  ///< of the study
  /// The metric whose difference the explanation is about: of explainable_metrics(); empty: the
  /// first objective among them, else ttft_p99_ms.
  std::string metric;
  double confidence = 0.95;
  int threads = 0;  ///< 0 = as many as there are
};

/// Why a strategy differs from its baseline.
struct Explanation {
  std::string metric;          ///< what the explanation is about
  Goal goal = Goal::minimize;  ///< its better direction
  std::size_t seeds = 0;
  double confidence = 0.95;
  std::vector<std::string> classes;  ///< of the workload; group i + 1 of a cell
  std::vector<ExplainedCell> cells;  ///< as latency_cells()
  std::size_t cell = 0;              ///< position of the cell that is `metric`
  Ablation ablation;                 ///< its first metric is `metric`; then the objectives
  std::vector<MetricChange> costs;   ///< what gets worse: see costs_of()
  std::vector<Control> controls;

  [[nodiscard]] const ExplainedCell& explained_cell() const { return cells[cell]; }
};

/// "ttft_p99_ms", "e2e_mean_ms.critical"
[[nodiscard]] std::string metric_name(const LatencyCell& cell,
                                      const std::vector<std::string>& classes);

/// Names of the study's metrics that can be taken apart on this workload.
[[nodiscard]] std::vector<std::string> explainable_metrics(const WorkloadFile& workload,
                                                           const std::vector<std::string>& classes);

/// Simulates whatever that takes; stores nothing; depends neither on threads nor on the machine.
/// Problem for a metric that cannot be taken apart, and from the simulations.
[[nodiscard]] Explanation explain(const ExplainQuestion& question);

}  // namespace servesweep::sweep
