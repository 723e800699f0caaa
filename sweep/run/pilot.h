#pragma once

#include <cstddef>
#include <vector>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What one run of each workload costs, measured by simulating the baseline with the first seed:
/// the least of up to five times while they are short, as other work on the machine only adds.
/// Nothing is written. A pilot: other points and machines differ.
struct Pilot {
  [[nodiscard]] static Pilot run(const Study& study, const Plan& plan);

  /// Over the workloads.
  [[nodiscard]] double mean_seconds_per_run() const;

  /// How the first workload goes on other points, evenly from the plan, beside the baseline: least
  /// and greatest ratio of seconds, that of the baseline (1) included. None but the baseline is
  /// tried if a run of it takes a second or more.
  struct Spread {
    double least = 1, most = 1;
    std::size_t points = 1;
  };
  [[nodiscard]] Spread spread(const Study& study, const Plan& plan) const;

  std::vector<double> seconds_per_run;  ///< on one core, generation of the requests included
  std::vector<double> bytes_per_run;    ///< on disk; an estimate
};

}  // namespace servesweep::sweep
