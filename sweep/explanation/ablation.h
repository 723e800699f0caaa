#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sweep/explanation/factorial_effects.h"
#include "sweep/explanation/mechanism.h"
#include "sweep/study/metrics.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// How a metric of the whole study differs between strategy and baseline.
struct MetricChange {
  Metric metric;
  PairedDifference change;
};

/// What each combination of mechanisms does to one metric.
struct AblatedMetric {
  Metric metric;
  FactorialEffects effects;
};

/// A strategy taken apart, on a workload and seeds.
struct Ablation {
  std::vector<Mechanism> mechanisms;
  std::vector<AblatedMetric> metrics;  ///< in the order wanted
  std::vector<MetricChange> changes;   ///< of every metric: all mechanisms − none
};

/// What is taken apart, and where.
struct AblationQuestion {
  const SwitchedStrategy& strategy;
  const WorkloadFile& workload;
  std::span<const std::uint64_t> seeds;
  std::span<const std::string> classes;  ///< of the study: they name its metrics
  std::span<const std::string> metrics;  ///< names of those to take apart
  double confidence = 0.95;
  int threads = 0;  ///< 0 = as many as there are
};

/// Simulates ablation_design() on every seed; stores nothing.
[[nodiscard]] Ablation ablate(const AblationQuestion& question);

}  // namespace servesweep::sweep
