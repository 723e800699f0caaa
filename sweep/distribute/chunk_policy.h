#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sweep/distribute/task.h"

namespace servesweep::sweep {

/// How large the pieces are in which work is handed out.
struct ChunkLimits {
  /// k of guided self-scheduling: a chunk is 1/k of a rank's fair share of what is left.
  double divisor = 3.0;
  /// Bounds the messages; for a source that waits for each result, how many it waits for at once.
  std::size_t max_tasks = std::size_t{1} << 20;
  /// A chunk should keep its rank's threads busy no longer than this, or than two tasks each where
  /// only their mean is known: what a rank that is slow or stands still keeps from the others.
  double max_seconds = 0.5;
  /// … and no shorter than this for each rank of the job, so that the coordinator, who needs some
  /// microseconds for a chunk, can serve all others meanwhile. 0: no floor.
  double least_seconds_per_rank = 5e-6;
  /// Chunks that a rank holds: one that runs and one in reserve, which hides the way to the
  /// coordinator and back.
  std::size_t held_chunks = 2;
  /// Tasks per thread of a chunk while nobody knows how long a task takes.
  std::size_t first_tasks = 8;
};

/// The computing power of one rank beside that of all ranks.
struct ThreadShare {
  int threads = 1;
  int total_threads = 1;
  int ranks = 1;
  /// What a task took on the mean so far, in seconds of one thread; 0: nobody knows. For tasks
  /// without an expectation of their own.
  double seconds_per_task = 0;
};

/// All tasks, longest expected first; tasks of equal cost keep their order.
[[nodiscard]] std::vector<TaskId> longest_first(const Tasks& tasks);

/// Hands out tasks by guided self-scheduling (Polychronopoulos and Kuck 1987), longest first among
/// those that came together. What comes later stands behind what is there: sorted in among it, long
/// tasks that keep coming would starve a short one, and a source that waits for its result with it.
///
/// A chunk holds max(1, remaining · share / k) tasks, where share = threads of the rank / threads
/// of all ranks. The same fraction bounds its expected seconds, since the longest tasks come first
/// and a fair share of tasks could be far more than a fair share of work. What tasks took so far
/// stands for expectations that nobody has; see ChunkLimits for the bounds.
class GuidedQueue {
 public:
  GuidedQueue(const Tasks& tasks, ChunkLimits limits);

  /// Appends tasks, whose ids follow those of all tasks so far.
  void add(const Tasks& tasks);

  [[nodiscard]] std::size_t remaining() const { return order_.size() - next_; }
  [[nodiscard]] bool empty() const { return remaining() == 0; }

  /// Fewer tasks are left than make whole chunks for every thread: from here on, hand out single
  /// pieces to ranks with idle threads instead of queueing work where it may have to wait. That
  /// more may come changes nothing: until it does, a piece in reserve here is one that idles a rank
  /// there.
  [[nodiscard]] bool in_tail(int total_threads) const;

  /// The next chunk for a rank; empty only if nothing is left.
  [[nodiscard]] std::vector<TaskId> take(const ThreadShare& share);

 private:
  [[nodiscard]] std::size_t chunk_tasks(const ThreadShare& share) const;
  [[nodiscard]] std::size_t tasks_by_cost(const ThreadShare& share, double fraction) const;
  void forget_taken();

  ChunkLimits limits_;
  std::vector<TaskId> order_;
  /// Expected seconds of all tasks of all times before order_[i]; one entry more than order_.
  std::vector<double> seconds_before_;
  std::size_t next_ = 0;
  std::int32_t known_ = 0;  ///< tasks of all times: the next id
};

}  // namespace servesweep::sweep
