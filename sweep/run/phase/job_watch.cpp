#include "sweep/run/phase/job_watch.h"

#include <fmt/format.h>

#include <filesystem>

#include "sweep/cli/history_table.h"
#include "sweep/run/live_format.h"

namespace servesweep::sweep {
namespace {

std::filesystem::path live_file(const StudyJob& job) {
  if (!job.request.watch.live_file.empty()) return job.request.watch.live_file;
  const io::ResultFolder& folder = job.desk->folder();
  if (job.desk->member() == nullptr) return live_file_of(folder.path());
  return folder.members_folder() / fmt::format("live-{:04}.json", job.desk->member()->number());
}

LiveFacts live_facts(StudyJob& job, bool in_full) {
  LiveFacts facts{.finished = job.progress};
  if (!in_full) return facts;
  facts.planned = most_runs(job.study(), job.planned().plan);
  facts.planned_is_most = job.search && !job.seeds;
  if (job.search) facts.search = standing_text(job.study(), job.search->search().history());
  if (job.seeds) facts.seeds = job.seeds->standing();
  facts.failures = job.failures;
  return facts;
}

std::string ending_text(const RunOutcome& outcome) {
  if (!outcome.error.empty()) return "failed: " + outcome.error;
  if (outcome.code != ExitCode::drained) return "done";
  return outcome.time_over ? "drained: its time is nearly over"
                           : "drained, as it was asked to stop early";
}

LivePhase last_phase(const RunOutcome& outcome) {
  if (!outcome.error.empty()) return LivePhase::failed;
  return outcome.code == ExitCode::drained ? LivePhase::drained : LivePhase::done;
}

}  // namespace

void watch_study(StudyJob& job) {
  job.live.emplace(LiveWatch::Job{.file = live_file(job),
                                  .study = job.outcome.study,
                                  .command = job.request.command,
                                  .ranks = job.transport.size(),
                                  .shares = job.desk->member() != nullptr},
                   job.desk->folder(), [&job](bool in_full) { return live_facts(job, in_full); });
}

WatchRules watch_rules(const StudyJob& job) {
  WatchRules rules = job.request.watch;
  if (job.request.shared) rules.first_log = job.assignment.first_shard_rank;
  return rules;
}

void end_watching(StudyJob& job) {
  const RunOutcome& outcome = job.outcome;
  if (job.watch) job.watch->ended(ending_text(outcome));
  if (!job.leads()) return;
  const bool drained = outcome.code == ExitCode::drained;
  job.live->end(
      {.phase = last_phase(outcome),
       .planned = drained ? most_runs(job.study(), job.planned().plan) : outcome.distinct_runs,
       .planned_is_most = drained && learns(job.study().search().method),
       .done = job.counted ? outcome.distinct_runs - outcome.left_runs - outcome.failures.total()
                           : outcome.found_runs,
       .failed = job.failures.total(),
       .error = outcome.error});
}

RunProgress progress_of(StudyJob& job) {
  const auto now = std::chrono::steady_clock::now();
  return {.study = job.study(),
          .done = job.outcome.found_runs + job.progress +
                  (job.shared ? job.shared->done_by_others() : 0),
          .found = job.outcome.found_runs,
          .failed = job.failures.total(),
          .planned = most_runs(job.study(), job.planned().plan),
          .seconds = std::chrono::duration<double>(now - job.began).count(),
          .search = job.search ? &job.search->search().history() : nullptr,
          .seeds = job.seeds ? job.seeds->standing() : std::string()};
}

}  // namespace servesweep::sweep
