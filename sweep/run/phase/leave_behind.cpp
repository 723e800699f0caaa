#include "sweep/run/phase/leave_behind.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "sweep/run/durable_runs.h"
#include "sweep/run/phase/learn_news.h"

namespace servesweep::sweep {

void leave_behind(StudyJob& job) {
  ExitCode code = ExitCode::failure;
  try {
    // Commits of other rounds had them, too, and the deadline knows their pace.
    const PackingHelpers helpers = job.committer->helpers(job.threads - 1);
    job.keeper->tend(true);
    ChunkNews rest;
    job.keeper->finish(rest);
    if (job.shared) rest.durable = durable_runs(rest.shards);
    learn_news(job, std::move(rest));
    if (job.shared) job.shared->look_back();
    // Shards of a shared folder may be others' work.
    const bool none =
        job.shared ? job.progress == 0 : job.desk->folder().shards().size() == job.shards_before;
    const std::string text = none ? no_run_done_text(job.time_left, job.times->longest_seconds(),
                                                     job.planning, job.closing())
                                  : kLeftBehindText;
    job.desk->journal().end(
        {.done = job.progress,
         .left = job.outcome.distinct_runs - job.outcome.found_runs - job.progress,
         .error = text});
    spdlog::log(none ? spdlog::level::err : spdlog::level::warn, "{}", text);
    if (!none) code = ExitCode::drained;
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
  }
  job.transport.abort(static_cast<int>(code));
}

}  // namespace servesweep::sweep
