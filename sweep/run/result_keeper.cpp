#include "sweep/run/result_keeper.h"

#include <algorithm>
#include <utility>

namespace servesweep::sweep {
namespace {

using namespace std::chrono_literals;

/// A run waits for its shard, then the shard for its commit: together no longer than the limit.
constexpr auto kShareOfWaiting = 8;
constexpr ResultKeeper::Clock::duration kLongestWait = 250ms;
/// In a hurry, shards may be small, but each costs a file.
constexpr ResultKeeper::Clock::duration kHurriedAge = 1s;

ResultKeeper::Clock::duration waiting(const CommitLimits& limits) {
  return std::min<ResultKeeper::Clock::duration>(limits.age / kShareOfWaiting, kLongestWait);
}

}  // namespace

ResultKeeper::ResultKeeper(RunExecutor& executor, ShardCommitter& committer, RunTimes& times,
                           CommitLimits limits, KeeperRound round,
                           std::function<void(const io::RunResult&)> on_taken)
    : executor_(executor),
      committer_(committer),
      times_(times),
      limits_(limits),
      round_(round),
      on_taken_(std::move(on_taken)) {}

void ResultKeeper::take(TaskId task, io::RunResult&& result, Clock::time_point now) {
  Told& told = taken_[task.value()];
  told.run = RunId(static_cast<std::int32_t>(result.plan_index));
  told.failure = result.failure;
  if (on_taken_) on_taken_(result);
  if (told.failure.empty()) {
    for (const std::size_t metric : round_.figures) told.figures.push_back(result.metrics[metric]);
    times_.note(static_cast<std::size_t>(result.workload), result.wall_s);
  } else if (round_.finals) {
    return;
  }
  committer_.add(std::move(result), now);
}

void ResultKeeper::tell(TaskId task, ChunkNews& news, Clock::time_point now) {
  if (!taken_.contains(task.value())) take(task, executor_.take(task), now);
  Told told = std::move(taken_.extract(task.value()).mapped());
  ++news.runs;
  if (!told.failure.empty()) {
    news.failures.emplace_back(told.run, std::move(told.failure));
  } else if (!round_.figures.empty()) {
    news.figures.emplace_back(told.run, std::move(told.figures));
  }
}

bool ResultKeeper::has(TaskId task) const {
  return taken_.contains(task.value()) || executor_.has(task);
}

void ResultKeeper::keep_failed(TaskId task, ChunkNews& news) {
  tell(task, news, Clock::now());
}

/// The first error is kept for who can tell it.
template <class Call>
void ResultKeeper::guarded(const Call& call) {
  try {
    call();
  } catch (...) {
    if (!error_) error_ = std::current_exception();
  }
}

ChunkNews ResultKeeper::keep(const std::vector<TaskResult>& results, Clock::time_point now) {
  ChunkNews news;
  for (const TaskResult& done : results) {
    guarded([&] { tell(done.task, news, now); });
  }
  if (!error_) guarded([&] { news.shards = committer_.poll(now); });
  if (error_) std::rethrow_exception(error_);
  return news;
}

void ResultKeeper::finish(ChunkNews& news) {
  take_finished(Clock::now());
  // An error of one shard leaves the next one open: it may well be written.
  for (int shard = 0; shard < 2; ++shard) {
    guarded([&] {
      for (io::CommittedShard& written : committer_.finish()) {
        news.shards.push_back(std::move(written));
      }
    });
  }
  if (error_) std::rethrow_exception(error_);
}

void ResultKeeper::take_finished(Clock::time_point now) {
  for (auto& [task, result] : executor_.take_all()) {
    guarded([&, task = task, &result = result] { take(task, std::move(result), now); });
  }
}

void ResultKeeper::tend(bool hurry, Clock::time_point now) {
  if (error_ || (now < next_look_ && !hurry)) return;
  next_look_ = now + waiting(limits_);
  take_finished(now);
  const Clock::duration old = limits_.age - waiting(limits_);
  if (!error_) guarded([&] { committer_.tend(hurry ? std::min(old, kHurriedAge) : old, now); });
}

}  // namespace servesweep::sweep
