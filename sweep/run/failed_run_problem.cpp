#include "sweep/run/failed_run_problem.h"

#include <fmt/format.h>

#include <sstream>

namespace servesweep::sweep {
namespace {

/// The command that simulates one run of a study.
std::string simulate_command(const Study& study, const Plan& plan, const PlannedRun& run,
                             const std::string& study_file) {
  const PlannedPoint& point = plan.points()[run.point.index()];
  std::string command = fmt::format("servesweep simulate {} --strategy {}", study_file,
                                    study.strategies()[point.strategy].name());
  std::istringstream settings(point.point.label());
  for (std::string setting; settings >> setting;) command += " --set " + setting;
  return command +
         fmt::format(" --workload {} --seed {}", study.run_workload(run.workload).name, run.seed);
}

}  // namespace

engine::Problem failed_run_problem(const Study& study, const Plan& plan, RunId run,
                                   const RunFailure& failure, const std::string& study_file) {
  const PlannedRun& planned = plan.runs()[run.index()];
  std::string remedy = "it is noted as failed; to go on without it, add --on-failure continue";
  if (failure.kind == FailureKind::time || failure.kind == FailureKind::memory) {
    remedy += fmt::format("; to give it more, --run-{}",
                          failure.kind == FailureKind::time ? "seconds" : "memory");
  }
  if (!plan.is_shortened(planned)) {
    remedy += "; to see it alone: " + simulate_command(study, plan, planned, study_file);
  }
  return {"run " + plan.label(run), "failed", failure.text(), remedy};
}

}  // namespace servesweep::sweep
