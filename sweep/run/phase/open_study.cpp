#include "sweep/run/phase/open_study.h"

#include <filesystem>
#include <utility>

#include "sweep/distribute/collectives.h"
#include "sweep/run/phase/job_watch.h"

namespace servesweep::sweep {
namespace {

void assign_runs(StudyJob& job, Assignment& assignment) {
  RunsToDo to_do = job.desk->runs_to_do();
  job.failures = std::move(to_do.settled);
  if (job.desk->member() == nullptr) {
    assignment.runs = std::move(to_do.runs);
  } else {
    assignment.first_shard_rank =
        first_shard_rank(job.desk->member()->number(), job.transport.size());
  }
}

/// Rank 0.
Assignment prepare(StudyJob& job) {
  if (const auto left = time_left(job.request.time_limit)) job.time_left.emplace(*left);
  job.desk.emplace(job.request);
  const PlannedStudy& planned = job.desk->planned();
  job.outcome.output = job.desk->output();
  job.outcome.study = planned.study.name();
  job.outcome.claims = planned.study.claims().size();
  watch_study(job);
  Assignment assignment{.resolved_study = planned.study.resolved_text(),
                        .output = std::filesystem::absolute(job.desk->output()).string(),
                        .marker = job.desk->folder().marker(),
                        .holder = job.desk->folder().holder(),
                        .decisions = {},
                        .runs = {}};
  assign_runs(job, assignment);
  for (const Decision& decision : planned.decisions) {
    assignment.decisions.push_back(decision.to_value(planned.study).json());
  }
  for (const SeedDecision& decision : planned.seed_decisions) {
    assignment.decisions.push_back(decision.to_value().json());
  }
  job.outcome.distinct_runs = planned.plan.distinct_runs().size();
  job.outcome.found_runs = job.outcome.distinct_runs - assignment.runs.size();
  job.live->found(job.outcome.found_runs);
  return assignment;
}

}  // namespace

void open_study(StudyJob& job) {
  const std::string told =
      broadcast_from_rank_zero(job.transport, [&job] { return prepare(job).encode(); });
  job.assignment = Assignment::decode(told);
  job.threads = job.request.threads > 0 ? job.request.threads : available_threads();
  job.job_threads = JobThreads::gathered(job.transport, job.threads);
  job.times = RunTimes::shared(
      job.transport, job.desk ? job.desk->requests_per_run() : std::vector<std::size_t>());
  job.drain.set_deadline(shared_deadline(job.transport, job.time_left));
}

}  // namespace servesweep::sweep
