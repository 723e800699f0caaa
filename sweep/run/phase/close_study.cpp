#include "sweep/run/phase/close_study.h"

#include "sweep/distribute/collectives.h"
#include "sweep/run/failure_lines.h"
#include "sweep/run/folder_index.h"
#include "sweep/run/phase/job_watch.h"

namespace servesweep::sweep {
namespace {

void note_end(StudyJob& job) {
  job.counted = true;
  job.desk->journal().end({.done = job.outcome.done_runs,
                           .failed = job.outcome.failures.total(),
                           .left = job.outcome.left_runs,
                           .error = job.outcome.error});
}

/// Rank 0: whether this member is to build the index: when all is done, or as the last to leave.
bool closes_folder(StudyJob& job) {
  RunOutcome& outcome = job.outcome;
  job.shared->look_back();
  outcome.shared = job.shared->standing();
  if (job.shared->all_done() || job.desk->leave_last()) return true;
  outcome.planned_runs = job.planned().plan.runs().size();
  outcome.distinct_runs = job.planned().plan.distinct_count();
  outcome.done_runs = job.progress;
  outcome.left_runs = job.shared->left_runs();
  note_end(job);
  return false;
}

/// What the index says of the plan; the failures of finalists were noted before.
void count_runs(StudyJob& job, const io::StudyIndex& index) {
  RunOutcome& outcome = job.outcome;
  const Plan& plan = job.planned().plan;
  const std::vector<RunId> distinct = plan.distinct_runs();
  outcome.left_runs = 0;
  for (const RunId run : distinct) {
    const io::RunStatus status = index.plan[run.index()].status;
    if (status == io::RunStatus::missing) ++outcome.left_runs;
    if (status != io::RunStatus::failed) continue;
    outcome.failures.add(run.value(), RunFailure::read(index.failures.at(run.index())));
  }
  outcome.failed_runs = failure_lines(outcome.failures, plan, "  ");
  outcome.planned_runs = plan.runs().size();
  if (learns(job.study().search().method)) outcome.tried_points = plan.points().size() - 1;
  outcome.distinct_runs = distinct.size();
  outcome.done_runs =
      job.shared ? job.progress : outcome.distinct_runs - outcome.found_runs - outcome.left_runs;
}

BuiltIndex write_index_of(const StudyJob& job) {
  return write_folder_index(*job.desk, job.request.command, job.transport.size(), job.threads);
}

/// Rank 0 rebuilds the index and counts what is left.
void close_desk(StudyJob& job) {
  if (job.request.shared && (!job.shared || !closes_folder(job))) return;
  job.enter(LivePhase::indexing);
  BuiltIndex built = write_index_of(job);
  while (job.shared && !job.desk->leave_indexed(built.index)) {
    built = write_index_of(job);
  }
  count_runs(job, built.index);
  note_end(job);
}

/// Why the job stopped early, and whether it may do so again and again. Collective.
void judge_drain(StudyJob& job) {
  RunOutcome& outcome = job.outcome;
  std::string useless;
  outcome.time_over = greatest_reason(job.transport, job.drain.reason()) == StopReason::time;
  outcome.decided_all =
      job.finals || !(learns(job.study().search().method) || job.study().seeds_by_need());
  if (outcome.time_over && outcome.done_runs == 0 && outcome.final_runs == 0) {
    useless =
        no_run_done_text(job.time_left, job.times->longest_seconds(), job.planning, job.closing());
  }
  outcome.error = broadcast(job.transport, useless);
}

/// Collective. A study may be complete although this member was asked to drain.
void agree_on_what_is_left(StudyJob& job) {
  const bool left = !broadcast(job.transport, job.outcome.left_runs > 0 ? "left" : "").empty();
  job.outcome.left_to_others = left && job.complete();
  job.report.ending = left ? Ending::drained : Ending::completed;
}

}  // namespace

void close_study(StudyJob& job) {
  RunOutcome& outcome = job.outcome;
  const std::string problem = first_error(job.transport, [&job] {
    if (job.leads()) close_desk(job);
  });
  if (outcome.error.empty()) outcome.error = problem;
  if (job.request.shared && outcome.error.empty()) agree_on_what_is_left(job);
  if (outcome.error.empty() && job.report.ending == Ending::drained) judge_drain(job);
  const bool failed = outcome.failures.total() > 0;
  const bool any_failed = broadcast(job.transport, failed ? "failed" : "") == "failed";
  if (!outcome.error.empty()) {
    outcome.code = ExitCode::failure;
  } else if (job.report.ending == Ending::drained) {
    outcome.code = ExitCode::drained;
  } else if (any_failed) {
    outcome.code = ExitCode::failed_runs;
  }
  end_watching(job);
}

}  // namespace servesweep::sweep
