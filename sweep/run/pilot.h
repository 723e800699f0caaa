#pragma once

#include <vector>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What one run of each workload costs, measured by simulating the baseline once per workload with
/// the first seed. Nothing is written. A pilot: other points and machines differ.
struct Pilot {
  [[nodiscard]] static Pilot run(const Study& study, const Plan& plan);

  /// Over the workloads.
  [[nodiscard]] double mean_seconds_per_run() const;

  std::vector<double> seconds_per_run;  ///< on one core, generation of the requests included
  std::vector<double> bytes_per_run;    ///< on disk; an estimate
};

}  // namespace servesweep::sweep
