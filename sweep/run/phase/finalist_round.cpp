#include "sweep/run/phase/finalist_round.h"

#include <utility>

#include "sweep/distribute/collectives.h"
#include "sweep/run/phase/run_tasks.h"

namespace servesweep::sweep {

void keep_finalists(StudyJob& job) {
  std::string told;
  job.outcome.error = first_error(job.transport, [&] {
    if (!job.leads()) return;
    Assignment finals = job.assignment;
    finals.runs = job.desk->finalists_without_rows(job.request.command, job.transport.size());
    told = finals.encode();
  });
  if (!job.outcome.error.empty()) return;
  job.assignment.runs = Assignment::decode(broadcast(job.transport, std::move(told))).runs;
  if (job.assignment.runs.empty()) return;
  job.finals = true;
  job.enter(LivePhase::finalists);
  job.renew_executor();
  run_tasks(job, usual_callbacks(job));
  job.outcome.final_runs = job.report.done;
}

}  // namespace servesweep::sweep
