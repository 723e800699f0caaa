#include "sweep/run/phase/searching_round.h"

#include "sweep/distribute/collectives.h"
#include "sweep/run/phase/job_watch.h"
#include "sweep/run/phase/run_tasks.h"
#include "sweep/run/pilot.h"

namespace servesweep::sweep {
namespace {

/// Rank 0, before it makes a decision of an earlier run again, which may take a while in all.
bool may_repeat(StudyJob& job, std::size_t done, std::size_t all) {
  job.live->phase(LivePhase::repeating, std::to_string(done + 1) + " of " + std::to_string(all));
  if (job.request.on_progress) {
    RunProgress repeating = progress_of(job);
    repeating.repeated = done;
    repeating.to_repeat = all;
    job.request.on_progress(repeating);
  }
  job.drain.look(job.needs());
  return !job.drain.stops();
}

/// Rank 0: what leads the search.
SearchMethod method(StudyJob& job) {
  const SearchMethod asked = job.study().search().method;
  if (asked != SearchMethod::automatic) return asked;
  if (job.desk->chosen()) return job.desk->chosen()->method;
  const double seconds = Pilot::run(job.study(), job.planned().plan).mean_seconds_per_run();
  const MethodChoice choice =
      choose_method(job.study(), seconds, static_cast<std::size_t>(job.job_threads.total()));
  job.desk->journal().method(choice);
  return choice.method;
}

/// Rank 0; false if the job was to stop before all decisions were made again.
bool take_up(StudyJob& job) {
  if (job.failures.total() > 0) {
    SearchRound::check_baseline(*job.desk, job.request.command, job.transport.size());
  }
  job.search.emplace(*job.desk, method(job), job.request.command, job.transport.size());
  return job.search->take_up(
      [&job](std::size_t done, std::size_t all) { return may_repeat(job, done, all); });
}

}  // namespace

void search(StudyJob& job) {
  bool goes_on = true;
  job.outcome.error = first_error(job.transport, [&] {
    job.begin_growth(ObjectiveFunction(job.study()).metrics());
    if (job.leads()) goes_on = take_up(job);
  });
  if (!job.outcome.error.empty()) return;
  job.enter(LivePhase::searching);
  if (broadcast(job.transport, goes_on ? "goes on" : "drained") == "drained") {
    job.report.ending = Ending::drained;
    return;
  }
  const auto take = [&job](const Decision& decision) {
    return job.grow([&] { return job.planned().add(decision); });
  };
  run_decisions(job, [&job, take] { return job.search->next(take); });
}

}  // namespace servesweep::sweep
