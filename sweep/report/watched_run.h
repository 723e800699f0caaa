#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sweep/report/report_subject.h"
#include "sweep/report/timeline_recorder.h"

namespace servesweep::sweep {

/// A run of a folder, simulated again to be looked at.
struct WatchedRun {
  std::string strategy;  ///< for people
  std::uint64_t seed = 0;
  TimelineRecorder recorder;
  std::size_t metrics = 0;  ///< of the study
  /// Names of those whose value is not, bit for bit, what the folder holds: none, unless the folder
  /// was written by another build, or somebody is wrong.
  std::vector<std::string> different{};
};

/// Simulates the run of a point under a seed on the workload that a report looks at, as `servesweep
/// run` does. Precondition: the folder holds it. `bins`: of the recorder's curves.
[[nodiscard]] WatchedRun watch_run(const ReportSubject& subject, const RankedPoint& point,
                                   std::uint64_t seed, std::size_t bins);

}  // namespace servesweep::sweep
