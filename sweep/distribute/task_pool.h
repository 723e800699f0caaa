#pragma once

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "sweep/distribute/protocol.h"
#include "sweep/distribute/task.h"

namespace servesweep::sweep {

/// Computes the result of a task. Called on TBB threads, several at once; state per thread may be
/// kept in a tbb::enumerable_thread_specific. Code that itself calls parallel TBB algorithms must
/// isolate them (tbb::this_task_arena::isolate), or a waiting thread may begin another task
/// meanwhile.
using TaskRunner = std::function<std::string(TaskId)>;

/// What became of one task of a chunk.
struct TaskOutcome {
  enum class State { not_run, done, failed };
  State state = State::not_run;
  std::string text;  ///< the result of a done task, what the exception said of a failed one
};

/// A chunk with nothing left to do; outcomes[i] belongs to order.tasks[i].
struct FinishedChunk {
  ChunkOrder order;
  std::vector<TaskOutcome> outcomes;
};

/// Runs the tasks of chunks on TBB threads while the calling thread is free to do other things.
/// Tasks start in the order in which they were added; a thread that finds a chunk exhausted goes on
/// with the next, so that one long task does not idle the others. All members but the runner belong
/// to one calling thread.
class TaskPool {
 public:
  /// Precondition: threads ≥ 1. The runner must be callable until the pool is gone.
  TaskPool(int threads, FailurePolicy policy, TaskRunner runner);
  /// Starts nothing more and waits for tasks that run.
  ~TaskPool();
  TaskPool(const TaskPool&) = delete;
  TaskPool& operator=(const TaskPool&) = delete;

  void add(ChunkOrder order);

  /// Starts no further task, now or later; tasks that run are finished. Under FailurePolicy::stop
  /// the pool does this by itself when a task throws.
  void stop();

  /// A task that runs will never end: it counts as failed, with this text, and its thread as lost;
  /// should it end after all, nobody hears of it. False if it does not run (any more). A pool that
  /// has lost threads must not be destroyed, since they may still come back to it.
  bool give_up(TaskId task, const std::string& text);
  [[nodiscard]] bool has_lost_threads() const { return lost_threads_ > 0; }

  /// Chunks finished since the last call, in order of finishing.
  [[nodiscard]] std::vector<FinishedChunk> take_finished();

  /// Sleeps until a chunk is finished or the time is over.
  void wait(std::chrono::microseconds limit);

 private:
  struct Chunk {
    FinishedChunk state;
    std::size_t next = 0;  ///< the first task that has not been started
    std::size_t open = 0;  ///< tasks without an outcome
  };
  struct Claim {
    std::shared_ptr<Chunk> chunk;
    std::size_t position = 0;
  };

  void run_until_idle();
  [[nodiscard]] bool claim(Claim& claim);
  [[nodiscard]] TaskOutcome run(TaskId task) const;
  bool settle(const Claim& claim, TaskOutcome outcome);
  void settle_locked(const Claim& claim, TaskOutcome outcome);
  void stop_locked();
  void finish_locked(Chunk& chunk);

  const int threads_;
  const FailurePolicy policy_;
  const TaskRunner runner_;
  tbb::global_control parallelism_;
  tbb::task_arena arena_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Chunk>> waiting_;  ///< chunks with tasks that have not been started
  std::vector<Claim> running_;                  ///< one for each thread that computes
  std::vector<FinishedChunk> finished_;
  int active_threads_ = 0, lost_threads_ = 0;
  bool stopped_ = false;
};

}  // namespace servesweep::sweep
