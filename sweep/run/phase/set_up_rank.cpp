#include "sweep/run/phase/set_up_rank.h"

#include <spdlog/spdlog.h>

#include <memory>

#include "sweep/run/phase/job_watch.h"

namespace servesweep::sweep {
namespace {

/// Rank 0: finds out what there is to do beside the other members.
void join(StudyJob& job) {
  job.shared.emplace(*job.desk, *job.request.shared, job.job_threads.total());
  job.outcome.found_runs = job.shared->found();
  job.live->found(job.outcome.found_runs);
}

/// Rank 0.
void announce(StudyJob& job) {
  job.outcome.ranks = job.transport.size();
  job.outcome.threads = job.job_threads.total();
  job.shards_before = job.desk->folder().shards().size();
  const std::string crowded = job.job_threads.oversubscription();
  if (!crowded.empty()) spdlog::warn("{}", crowded);
  job.desk->journal().begin({.command = job.request.command,
                             .ranks = job.outcome.ranks,
                             .threads = job.outcome.threads,
                             .planned = job.outcome.distinct_runs,
                             .found = job.outcome.found_runs});
}

/// The others.
void follow(StudyJob& job) {
  job.planned_here.emplace(Study::from_resolved(job.assignment.resolved_study));
  for (const std::string& decision : job.assignment.decisions) {
    (void)job.planned_here->add_text(decision);
  }
  job.opened.emplace(io::ResultFolder::join_as_rank(job.assignment.output, job.assignment.marker,
                                                    job.assignment.holder));
}

}  // namespace

void set_up_rank(StudyJob& job) {
  if (job.leads()) {
    if (job.request.shared) join(job);
    announce(job);
  } else {
    follow(job);
  }
  job.watch.emplace(job.assignment.output,
                    RankWatch::Begin{.command = job.request.command,
                                     .rank = job.transport.rank(),
                                     .ranks = job.transport.size(),
                                     .threads = job.threads},
                    watch_rules(job));
  job.committer =
      std::make_unique<ShardCommitter>(job.leads() ? job.desk->folder() : *job.opened,
                                       job.assignment.first_shard_rank + job.transport.rank(),
                                       job.study(), job.planned().plan, job.request.commit);
  job.guards.emplace(job.request.failures, job.threads);
  job.renew_executor();
}

}  // namespace servesweep::sweep
