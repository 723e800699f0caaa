#include "sweep/run/phase/open_study.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "engine/base/problem.h"
#include "io/table/significant_text.h"
#include "sweep/distribute/collectives.h"
#include "sweep/run/duration.h"
#include "sweep/run/phase/job_watch.h"

namespace servesweep::sweep {
namespace {

using Clock = std::chrono::steady_clock;

std::string seconds_text(TimeNeeds::Seconds span) {
  return io::significant_text(span.count(), 2) + " s";
}

/// As the user said it; what Slurm knows of is less by what has passed.
std::string given_text(const StudyJob& job) {
  const auto& walltime = job.request.time_limit.walltime;
  return walltime ? duration_text(*walltime) : seconds_text(job.time_left->given());
}

/// Not to begin is better than to be killed while the index is built.
void check_time(StudyJob& job) {
  const Deadline& deadline = *job.time_left;
  const TimeNeeds::Seconds closing = job.closing();
  if (!deadline.too_late_to_start({.closing = closing}, Clock::now())) return;
  throw engine::Problem(
      job.request.time_limit.walltime ? "--walltime" : "the job's time",
      fmt::format("{} is too short to run anything of this study", given_text(job)),
      fmt::format("to plan its {} runs took {}, to close it takes about {}, and {} stay in reserve",
                  job.desk->planned().plan.runs().size(), seconds_text(job.planning),
                  seconds_text(closing), seconds_text(deadline.margin())),
      "give the job more time");
}

void assign_runs(StudyJob& job, Assignment& assignment) {
  const auto start = Clock::now();
  RunsToDo to_do = job.desk->runs_to_do();
  job.closing_time = ClosingTime(Clock::now() - start, job.desk->planned().plan.runs().size());
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
  const auto start = Clock::now();
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
  if (job.desk->member() == nullptr) job.live->found(job.outcome.found_runs);
  job.planning = Clock::now() - start;
  if (job.time_left && (!assignment.runs.empty() || job.request.shared)) check_time(job);
  return assignment;
}

}  // namespace

void open_study(StudyJob& job) {
  const std::string told =
      broadcast_from_rank_zero(job.transport, [&job] { return prepare(job).encode(); });
  job.assignment = Assignment::decode(told);
}

void count_threads(StudyJob& job) {
  job.threads = job.request.threads > 0 ? job.request.threads : available_threads();
  job.job_threads = JobThreads::gathered(job.transport, job.threads);
  job.times = RunTimes::shared(
      job.transport, job.desk ? job.desk->requests_per_run() : std::vector<std::size_t>());
  job.drain.set_deadline(shared_deadline(job.transport, job.time_left));
}

}  // namespace servesweep::sweep
