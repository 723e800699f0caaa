#include "sweep/run/run_study.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "sweep/distribute/collectives.h"
#include "sweep/distribute/rank_text.h"
#include "sweep/run/phase/close_study.h"
#include "sweep/run/phase/open_study.h"
#include "sweep/run/phase/rounds.h"
#include "sweep/run/phase/set_up_rank.h"
#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

namespace {

void run_phases(StudyJob& job) {
  count_threads(job);
  job.outcome.error = first_error(job.transport, [&job] { set_up_rank(job); });
  if (job.outcome.error.empty()) run_rounds(job);
  close_study(job);
}

/// What no other rank knows of: they would wait for this one for ever.
void fail_alone(StudyJob& job, const std::string& error) {
  if (job.transport.size() > 1) {
    spdlog::error("{}; ending all ranks, what is committed is kept",
                  rank_text(job.transport.rank(), error));
    job.transport.abort(static_cast<int>(ExitCode::failure));
  }
  job.outcome.error = error;
  job.outcome.code = ExitCode::failure;
}

}  // namespace

RunOutcome run_study(Transport& transport, const RunRequest& request) {
  auto job = std::make_unique<StudyJob>(transport, request);
  open_study(*job);
  try {
    run_phases(*job);
  } catch (const std::logic_error&) {
    throw;  // a bug: who wants to see where it comes from must not find it caught
  } catch (const std::exception& error) {
    fail_alone(*job, error.what());
  }
  RunOutcome outcome = job->outcome;
  if (job->has_lost_threads) (void)job.release();
  return outcome;
}

}  // namespace servesweep::sweep
