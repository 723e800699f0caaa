#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

/// What is asked of a strategy on one workload.
struct SensitivityQuestion {
  SensitivityMethod method = SensitivityMethod::sobol;
  std::size_t strategy = 0;          ///< in Study::strategies()
  std::size_t workload = 0;          ///< in Study::workloads()
  std::vector<std::string> metrics;  ///< names
  std::vector<std::uint64_t> seeds;
  Eigen::Index rows = 0;  ///< of the design: rows or trajectories; 0 = as usual
  std::uint64_t design_seed = 0;
  double confidence = 0.95;
  double within = 0.01;
  ResponseScale scale = ResponseScale::change;
  int threads = 0;  ///< 0 = as many as there are
  /// Of so many simulations, so many are done.
  std::function<void(std::size_t done, std::size_t all)> progress{};

  static constexpr Eigen::Index kSobolRows = 512;
  static constexpr Eigen::Index kMorrisRows = 20;
};

}  // namespace servesweep::sweep
