#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "sweep/distribute/chunk_policy.h"
#include "sweep/distribute/report.h"
#include "sweep/distribute/transport.h"
#include "sweep/distribute/worker.h"

namespace servesweep::sweep {

/// What a distribution does with tasks. Each rank gives its own; those of rank 0 for results and
/// failures are the only ones called.
struct Callbacks {
  TaskRunner run_task;           ///< any rank, TBB threads: compute
  ChunkCommitter on_chunk_done;  ///< the rank that computed, main thread: commit, tell rank 0
  /// Rank 0, main thread: what on_chunk_done returned, in order of arrival, which varies from run
  /// to run. If it throws, the whole job stops.
  std::function<void(std::string)> on_result;
  /// Rank 0, main thread, optional: news of a failed task. Same rule.
  std::function<void(const TaskFailure&)> on_failure{};
};

struct Options {
  int threads = 1;  ///< computing threads of this rank, beside its main thread; ranks may differ
  const std::atomic<bool>* drain =
      nullptr;  ///< set at any time on any rank: stop early (see drain.h)
  FailurePolicy on_task_failure = FailurePolicy::stop;  ///< the same on all ranks
  ChunkLimits chunks{};                                 ///< that of rank 0 counts
};

/// Runs every task once, spread over all ranks and their threads. Collective: all ranks call it,
/// and all return the same report. Rank 0 coordinates and computes too.
///
/// The main thread talks, TBB threads compute. A callback that takes long on rank 0's main thread
/// delays the other ranks' next chunks (each has one in reserve).
///
/// Drain: no task is started any more, tasks that run are finished and committed, the rest is
/// counted as not run. An exception in a callback does not escape: it becomes a failure or the
/// error of the report. What escapes (std::logic_error, a failing network) is not recoverable: end
/// the job, as MpiTransport does when it is unwound.
///
/// @param tasks  expected costs; only those of rank 0 are read
/// @throws engine::Problem if options.threads < 1
[[nodiscard]] DistributeReport distribute(Transport& transport, const Tasks& tasks,
                                          const Callbacks& callbacks, const Options& options);

/// The threads that this process may use at once: its affinity mask, not the whole machine.
[[nodiscard]] int available_threads();

}  // namespace servesweep::sweep
