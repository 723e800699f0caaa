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
                           CommitLimits limits, const std::vector<std::size_t>& figures,
                           std::function<void(const io::RunResult&)> on_taken)
    : executor_(executor),
      committer_(committer),
      times_(times),
      limits_(limits),
      figures_(figures),
      on_taken_(std::move(on_taken)) {}

void ResultKeeper::take(TaskId task, io::RunResult&& result, Clock::time_point now) {
  auto& [run, figures] = taken_[task.value()];
  run = RunId(static_cast<std::int32_t>(result.plan_index));
  for (const std::size_t metric : figures_) figures.push_back(result.metrics[metric]);
  if (on_taken_) on_taken_(result);
  times_.note(static_cast<std::size_t>(result.workload), result.wall_s);
  committer_.add(std::move(result), now);
}

ChunkNews ResultKeeper::keep(const std::vector<TaskResult>& results, Clock::time_point now) {
  if (error_) std::rethrow_exception(error_);
  ChunkNews news;
  for (const TaskResult& done : results) {
    if (!taken_.contains(done.task.value())) take(done.task, executor_.take(done.task), now);
    auto told = taken_.extract(done.task.value());
    if (!figures_.empty()) news.figures.push_back(std::move(told.mapped()));
  }
  news.shards = committer_.poll(now);
  news.runs = results.size();
  return news;
}

std::vector<io::CommittedShard> ResultKeeper::finish() {
  std::vector<io::CommittedShard> shards = committer_.finish();
  if (error_) std::rethrow_exception(error_);
  return shards;
}

void ResultKeeper::tend(bool hurry, Clock::time_point now) {
  if (error_ || (now < next_look_ && !hurry)) return;
  next_look_ = now + waiting(limits_);
  try {
    for (auto& [task, result] : executor_.take_all()) take(task, std::move(result), now);
    const Clock::duration old = limits_.age - waiting(limits_);
    committer_.tend(hurry ? std::min(old, kHurriedAge) : old, now);
  } catch (...) {
    error_ = std::current_exception();
  }
}

}  // namespace servesweep::sweep
