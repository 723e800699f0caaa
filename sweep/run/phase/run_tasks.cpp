#include "sweep/run/phase/run_tasks.h"

#include <chrono>
#include <utility>

#include "sweep/distribute/collectives.h"
#include "sweep/run/durable_runs.h"
#include "sweep/run/phase/learn_news.h"
#include "sweep/run/phase/leave_behind.h"

namespace servesweep::sweep {
namespace {

/// Takes finished runs into the open shard.
ChunkNews keep(StudyJob& job, const std::vector<TaskResult>& results) {
  const auto storing = job.watch->storing();
  ChunkNews news = job.keeper->keep(results);
  if (job.request.shared) news.durable = durable_runs(news.shards);
  job.watch->committed(news.shards);
  job.watch->chunk_done(news.runs);
  return news;
}

/// Shards that became durable while no chunk was done: others may wait for them. An error is told
/// when the round ends.
std::string shard_news(StudyJob& job) {
  ChunkNews news{.shards = job.keeper->take_committed()};
  if (news.shards.empty()) return {};
  try {
    if (job.request.shared) news.durable = durable_runs(news.shards);
  } catch (...) {
    job.news_error = std::current_exception();
    job.drain.give_up();
  }
  job.watch->committed(news.shards);
  return news.encode();
}

void simulate_task(StudyJob& job, TaskId task) {
  job.committer->help();
  const auto begin = std::chrono::steady_clock::now();
  job.executor->execute(task);
  job.watch->ran(std::chrono::steady_clock::now() - begin);
}

/// Every rank, while runs are under way: commits in time, and stops in time.
void tick(StudyJob& job) {
  job.keeper->tend(job.drain.stops());
  if (job.keeper->failed()) job.drain.give_up();
  job.drain.look(job.needs());
  if (job.leads() && job.drain.must_leave(job.needs())) leave_behind(job);
}

std::vector<TaskFailure> lost(StudyJob& job) {
  std::vector<TaskFailure> hanging = job.executor->take_hanging();
  job.has_lost_threads = job.has_lost_threads || !hanging.empty();
  return hanging;
}

/// Every rank commits its open shard and rank 0 notes it; returns the first error, on all ranks.
std::string commit_rest(StudyJob& job) {
  ChunkNews rest;
  const PackingHelpers helpers = job.committer->helpers(job.threads - 1);
  const std::string unwritten = first_error(job.transport, [&] {
    for (const TaskFailure& failure : job.report.failures) {
      if (failure.rank == job.transport.rank() && job.keeper->has(failure.task)) {
        job.keeper->keep_failed(failure.task, rest);
      }
    }
    job.keeper->finish(rest);
    if (job.news_error) std::rethrow_exception(job.news_error);
  });
  if (job.request.shared) rest.durable = durable_runs(rest.shards);
  job.watch->committed(rest.shards);
  const std::vector<std::string> all = gather(job.transport, rest.encode());
  const std::string unnoted = first_error(job.transport, [&] {
    for (const std::string& told : all) learn_news(job, ChunkNews::decode(told));
    if (job.leads()) job.desk->journal().flush();
  });
  return unwritten.empty() ? unnoted : unwritten;
}

/// That of a failed run says which it was, so nobody needs the number of its task.
std::string error_of(const DistributeReport& report) {
  for (const TaskFailure& failure : report.failures) {
    if (report.error.ends_with(failure.text)) return failure.text;
  }
  return report.error;
}

}  // namespace

Callbacks usual_callbacks(StudyJob& job) {
  return {
      .run_task =
          [&job](TaskId task) {
            simulate_task(job, task);
            return std::string();
          },
      .on_chunk_done =
          [&job](const std::vector<TaskResult>& results) { return keep(job, results).encode(); },
      .on_result = [&job](const std::string& bytes) { learn_news(job, ChunkNews::decode(bytes)); },
      .on_results_end = [&job] { job.desk->journal().flush(); },
      .tick = [&job] { tick(job); },
      .news = [&job] { return shard_news(job); },
      .on_chunk = [&job](std::size_t runs) { job.watch->chunk_received(runs); },
      .on_pulse = [&job] { return job.watch->pulse(); },
      .on_standing = [&job](const DistributionStanding& now) { job.live->stands(now); },
      .lost = [&job] { return lost(job); }};
}

void run_tasks(StudyJob& job, const Callbacks& callbacks) {
  const auto start = std::chrono::steady_clock::now();
  job.report = distribute(job.transport, Tasks(job.assignment.runs.size()), callbacks,
                          {.threads = job.threads, .drain = &job.drain.flag()});
  job.outcome.error = job.report.ending == Ending::failed ? error_of(job.report) : std::string();
  job.enter(LivePhase::committing);
  const std::string unwritten = commit_rest(job);
  if (job.outcome.error.empty()) job.outcome.error = unwritten;
  job.outcome.seconds +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void run_decisions(StudyJob& job, TaskSource decisions) {
  Callbacks callbacks = usual_callbacks(job);
  callbacks.more = std::move(decisions);
  callbacks.on_extension = [&job](const std::string& text) {
    if (!job.leads()) (void)job.grow([&] { return job.planned().add_text(text); });
  };
  run_tasks(job, callbacks);
  job.figures.clear();
}

}  // namespace servesweep::sweep
