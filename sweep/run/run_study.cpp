#include "sweep/run/run_study.h"

#include <memory>

#include "sweep/distribute/collectives.h"
#include "sweep/run/phase/close_study.h"
#include "sweep/run/phase/open_study.h"
#include "sweep/run/phase/rounds.h"
#include "sweep/run/phase/set_up_rank.h"
#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

RunOutcome run_study(Transport& transport, const RunRequest& request) {
  auto job = std::make_unique<StudyJob>(transport, request);
  open_study(*job);
  job->outcome.error = first_error(transport, [&job] { set_up_rank(*job); });
  if (job->outcome.error.empty()) run_rounds(*job);
  close_study(*job);
  RunOutcome outcome = job->outcome;
  if (job->has_lost_threads) (void)job.release();
  return outcome;
}

}  // namespace servesweep::sweep
