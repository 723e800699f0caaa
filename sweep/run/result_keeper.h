#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sweep/distribute/task.h"
#include "sweep/run/chunk_news.h"
#include "sweep/run/commit_limits.h"
#include "sweep/run/run_executor.h"
#include "sweep/run/run_times.h"
#include "sweep/run/shard_committer.h"

namespace servesweep::sweep {

/// What is special about a round of runs to who keeps its results.
struct KeeperRound {
  const std::vector<std::size_t>& figures;  ///< metrics of which rank 0 is told, as they are then
  bool finals = false;  ///< runs that are done already: one that fails now is no failure
};

/// Takes finished runs of one rank into its open shard. Chunks are reported when all their runs are
/// done, and one with long runs may take hours: so runs are taken from the executor a few times a
/// second, whatever becomes of their chunk, and the age of what is not committed stays within the
/// limit. Used from the rank's main thread only.
class ResultKeeper {
 public:
  using Clock = std::chrono::steady_clock;

  /// All must outlive it. `times`: is told what runs took. `on_taken`: hears of each run.
  ResultKeeper(RunExecutor& executor, ShardCommitter& committer, RunTimes& times,
               CommitLimits limits, KeeperRound round,
               std::function<void(const io::RunResult&)> on_taken = {});

  /// A chunk is done: what rank 0 is to know of its runs, and the shards that became durable.
  /// @throws engine::Problem if a shard could not be written, now or in tend()
  [[nodiscard]] ChunkNews keep(const std::vector<TaskResult>& results,
                               Clock::time_point now = Clock::now());

  /// A task that failed, but has a result that says why; has(): whether it has.
  void keep_failed(TaskId task, ChunkNews& news);
  [[nodiscard]] bool has(TaskId task) const;

  /// To be called over and over while nothing else happens; quick. `hurry`: the job is about to
  /// end, so commit what there is. Keeps an error for keep().
  void tend(bool hurry, Clock::time_point now = Clock::now());

  /// Commits everything that is finished and waits for it, also after an error; tells of the shards
  /// that became durable, also if it throws the first error that was met.
  void finish(ChunkNews& news);

  /// Shards that became durable and of which nobody was told, as far as tend() has seen it.
  [[nodiscard]] std::vector<io::CommittedShard> take_committed() {
    return committer_.take_committed();
  }

  /// tend() has met an error: the work should stop, so that keep() or finish() tells it.
  [[nodiscard]] bool failed() const { return error_ != nullptr; }

 private:
  struct Told {
    RunId run;
    std::vector<double> figures;
    std::string failure;  ///< empty if it did not fail
  };
  void take(TaskId task, io::RunResult&& result, Clock::time_point now);
  void tell(TaskId task, ChunkNews& news, Clock::time_point now);
  void take_finished(Clock::time_point now);
  template <class Call>
  void guarded(const Call& call);

  RunExecutor& executor_;
  ShardCommitter& committer_;
  RunTimes& times_;
  CommitLimits limits_;
  KeeperRound round_;
  std::function<void(const io::RunResult&)> on_taken_;
  Clock::time_point next_look_;
  std::exception_ptr error_;
  /// Of runs that were taken and whose chunk is not done, by task.
  std::map<std::int32_t, Told> taken_;
};

}  // namespace servesweep::sweep
