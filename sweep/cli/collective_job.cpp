#include "sweep/cli/collective_job.h"

#include <memory>
#include <optional>

#include "engine/base/problem.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/drain.h"
#include "sweep/distribute/job_transport.h"

namespace servesweep::sweep {
namespace {

JobEnd attempt(const JobWork& work, std::optional<engine::Problem>& problem) {
  int argc = 0;
  char** argv = nullptr;
  const std::unique_ptr<Transport> transport = open_job_transport(argc, argv);
  const DrainSignals signals;
  JobEnd end{.rank = transport->rank()};
  try {
    work(*transport, signals.flag());
  } catch (const engine::Problem& of_input) {
    if (end.rank != 0) throw;
    problem = of_input;
  } catch (const RankZeroFailed&) {
    end.rank_zero_failed = true;
  }
  return end;
}

}  // namespace

JobEnd run_job(const JobWork& work) {
  std::optional<engine::Problem> problem;
  const JobEnd end = attempt(work, problem);
  if (problem) throw engine::Problem(*problem);
  return end;
}

}  // namespace servesweep::sweep
