#include "sweep/run/phase/study_job.h"

#include <utility>

namespace servesweep::sweep {

void StudyJob::enter(LivePhase phase) {
  if (!leads()) return;
  live->phase(phase);
  if (request.on_phase) request.on_phase(phase);
}

void StudyJob::renew_executor() {
  executor = std::make_unique<RunExecutor>(
      study(), planned().plan, assignment.runs, *guards,
      RunRound{
          .finals = finals, .stand_in = request.stand_in, .study_file = request.study.string()});
  keeper = std::make_unique<ResultKeeper>(
      *executor, *committer, *times, request.commit,
      KeeperRound{.figures = figures, .finals = finals},
      [this](const io::RunResult& result) { watch->finished(result, finals); });
}

void StudyJob::begin_growth(std::vector<std::size_t> of_decisions) {
  assignment.runs.clear();
  renew_executor();
  figures = std::move(of_decisions);
}

std::size_t StudyJob::grow(const std::function<std::vector<RunId>()>& add) {
  std::vector<RunId> runs;
  executor->while_idle([&] {
    runs = add();
    assignment.runs.insert(assignment.runs.end(), runs.begin(), runs.end());
  });
  return runs.size();
}

TimeNeeds::Seconds StudyJob::closing() {
  if (!leads()) return {};
  return closing_time.of(planned().plan.runs().size(), outcome.found_runs + progress);
}

TimeNeeds StudyJob::needs() {
  if (!drain.deadline()) return {};
  return {.run = TimeNeeds::Seconds(times->longest_seconds()),
          .commit = committer->expected_commit(),
          .closing = closing()};
}

}  // namespace servesweep::sweep
