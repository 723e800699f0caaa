#include "sweep/run/phase/rounds.h"

#include "sweep/distribute/collectives.h"
#include "sweep/run/phase/finalist_round.h"
#include "sweep/run/phase/run_tasks.h"
#include "sweep/run/phase/searching_round.h"

namespace servesweep::sweep {
namespace {

/// Runs what this member can lease, and commits whenever there is nothing to lease.
void share_work(StudyJob& job) {
  const auto take = [&job](const std::vector<RunId>& runs) {
    return job.grow([&] { return runs; });
  };
  Callbacks callbacks = usual_callbacks(job);
  callbacks.more = [&job, take] { return job.shared->next(take); };
  callbacks.on_extension = [&job, take](const std::string& text) {
    if (!job.leads()) (void)take(SharedRound::runs_in(text));
  };
  std::string goes_on;
  do {
    job.begin_growth({});
    run_tasks(job, callbacks);
    if (job.complete()) {
      goes_on = broadcast(job.transport, job.leads() && !job.shared->over() ? "on" : "");
    }
  } while (job.complete() && !goes_on.empty());
}

/// Gives points further seeds, until nobody needs more.
void replicate(StudyJob& job) {
  job.outcome.error = first_error(job.transport, [&job] {
    job.begin_growth(precision_metrics(job.study()));
    if (job.leads()) job.seeds.emplace(*job.desk, job.request.command, job.transport.size());
  });
  if (!job.outcome.error.empty()) return;
  job.enter(LivePhase::seeding);
  const auto take = [&job](const SeedDecision& decision) {
    return job.grow([&] { return job.planned().add(decision); });
  };
  run_decisions(job, [&job, take] { return job.seeds->next(take); });
  if (job.leads()) job.outcome.precision = job.seeds->standing();
}

}  // namespace

void run_rounds(StudyJob& job) {
  job.enter(LivePhase::running);
  if (job.request.shared) {
    share_work(job);
  } else {
    run_tasks(job, usual_callbacks(job));
  }
  if (job.complete() && learns(job.study().search().method)) search(job);
  if (job.complete() && job.study().seeds_by_need()) replicate(job);
  if (job.complete() && job.study().keep_requests().which == KeepRequests::Which::finalists) {
    keep_finalists(job);
  }
}

}  // namespace servesweep::sweep
