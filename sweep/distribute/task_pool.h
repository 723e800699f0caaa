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
#include <optional>
#include <string>
#include <utility>
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

/// What is new of a chunk: outcomes[i] belongs to tasks[i], in the order of the chunk.
struct SettledTasks {
  ChunkId chunk;
  std::vector<TaskId> tasks;
  std::vector<TaskOutcome> outcomes;
  double busy_s = 0;  ///< seconds that threads spent on them
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

  /// What has become of tasks since the last call: of chunks with nothing left to do, in order of
  /// finishing, and of those that run if `also_of_running`.
  [[nodiscard]] std::vector<SettledTasks> take_settled(bool also_of_running);

  /// Fewer tasks wait for a thread than there are threads: the pool will soon want more.
  [[nodiscard]] bool hungry();

  /// What it does now: threads at work, and tasks finished in chunks that nobody has taken.
  struct Activity {
    int busy_threads = 0;
    std::size_t untaken_tasks = 0;
  };
  [[nodiscard]] Activity activity();

  /// A task that runs will never end: it counts as failed, with this text, and its thread as lost;
  /// should it end after all, nobody hears of it. False if it does not run (any more). A pool that
  /// has lost threads must not be destroyed, since they may still come back to it.
  bool give_up(TaskId task, const std::string& text);
  [[nodiscard]] bool has_lost_threads() const { return lost_threads_ > 0; }
  /// Before a pool that has lost threads is left behind: no longer limits the threads of the
  /// process, which outlives it.
  void leave() { parallelism_.reset(); }

  /// Sleeps until a chunk is finished or the time is over.
  void wait(std::chrono::microseconds limit);

 private:
  struct Chunk {
    ChunkOrder order;
    std::size_t next = 0;  ///< the first task that has not been started
    std::size_t open = 0;  ///< tasks without an outcome
    std::vector<std::pair<std::size_t, TaskOutcome>> settled{};  ///< not taken yet, by position
    double busy_s = 0;                                           ///< … of those
  };
  using Clock = std::chrono::steady_clock;
  struct Claim {
    std::shared_ptr<Chunk> chunk;
    std::size_t position = 0;
  };

  void run_until_idle();
  [[nodiscard]] bool claim(Claim& claim);
  [[nodiscard]] TaskOutcome run(TaskId task) const;
  bool settle(const Claim& claim, TaskOutcome outcome, Clock::duration busy);
  void settle_locked(const Claim& claim, TaskOutcome outcome, Clock::duration busy);
  void stop_locked();
  void drop_locked(const std::shared_ptr<Chunk>& chunk);
  void finish_locked(const std::shared_ptr<Chunk>& chunk);
  [[nodiscard]] SettledTasks take_from(Chunk& chunk);

  const int threads_;
  const FailurePolicy policy_;
  const TaskRunner runner_;
  std::optional<tbb::global_control> parallelism_;
  tbb::task_arena arena_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Chunk>> waiting_;   ///< chunks with tasks that have not been started
  std::vector<std::shared_ptr<Chunk>> running_;  ///< chunks that are not finished, these included
  std::vector<std::shared_ptr<Chunk>> finished_;
  std::vector<Claim> computing_;  ///< one for each thread that computes
  int active_threads_ = 0, lost_threads_ = 0;
  std::size_t untaken_tasks_ = 0;
  bool stopped_ = false;
};

}  // namespace servesweep::sweep
