#include "sweep/cli/collective_job.h"

#include <exception>
#include <memory>

#include "engine/base/problem.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/drain.h"
#include "sweep/distribute/job_transport.h"

namespace servesweep::sweep {
namespace {

JobEnd attempt(const JobWork& work, std::exception_ptr& problem) {
  int argc = 0;
  char** argv = nullptr;
  DrainSignals signals;  // MPI takes half a second to start
  const std::unique_ptr<Transport> transport = open_job_transport(argc, argv);
  signals.renew();
  JobEnd end{.rank = transport->rank()};
  try {
    work(*transport, signals.flag());
  } catch (const engine::Problem&) {
    if (end.rank != 0) throw;
    problem = std::current_exception();
  } catch (const RankZeroFailed& failed) {
    end.rank_zero_failed = failed.bad_input ? ExitCode::bad_input : ExitCode::failure;
  }
  return end;
}

}  // namespace

JobEnd run_job(const JobWork& work) {
  std::exception_ptr problem;
  const JobEnd end = attempt(work, problem);
  if (problem) std::rethrow_exception(problem);
  return end;
}

}  // namespace servesweep::sweep
