#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "sweep/cli/command_line.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Which part of a study is exported: of each kind those that were named, all if none was.
class ExportFilter {
 public:
  /// Declares --strategy, --point, --workload and --seed; each may be given many times.
  static void declare(CommandLine& line);
  /// Problem if the study has no such strategy, point, workload or seed.
  [[nodiscard]] static ExportFilter of(const CommandLine& line, const Study& study,
                                       const Plan& plan);

  [[nodiscard]] bool takes(const Study& study, const Plan& plan, const PlannedRun& run) const;
  [[nodiscard]] bool takes_point(const Study& study, const Plan& plan, PointId point) const;
  [[nodiscard]] bool takes_strategy(const std::string& strategy) const {
    return strategies_.empty() || strategies_.contains(strategy);
  }
  [[nodiscard]] bool takes_workload(const std::string& workload) const {
    return workloads_.empty() || workloads_.contains(workload);
  }

 private:
  std::set<std::string> strategies_, workloads_;
  std::set<std::int64_t> points_;
  std::set<std::uint64_t> seeds_;
};

}  // namespace servesweep::sweep
