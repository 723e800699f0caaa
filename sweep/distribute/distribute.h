#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "sweep/distribute/chunk_policy.h"
#include "sweep/distribute/report.h"
#include "sweep/distribute/standing.h"
#include "sweep/distribute/supply.h"
#include "sweep/distribute/transport.h"
#include "sweep/distribute/worker.h"

namespace servesweep::sweep {

/// What a distribution does with tasks. Each rank gives its own; of those that are said to be rank
/// 0's, the others' are not called.
struct Callbacks {
  TaskRunner run_task;           ///< any rank, TBB threads: compute
  ChunkCommitter on_chunk_done;  ///< the rank that computed, main thread: commit, tell rank 0
  /// Rank 0, main thread: what on_chunk_done returned, in order of arrival, which varies from run
  /// to run. If it throws, the whole job stops.
  std::function<void(std::string)> on_result;
  /// Rank 0, main thread, optional: called when it has dealt with the results that came together,
  /// for what is done once for all of them. Same rule, but for the last ones, which the caller sees
  /// to himself.
  std::function<void()> on_results_end{};
  /// Rank 0, main thread, optional: news of a failed task. Same rule.
  std::function<void(const TaskFailure&)> on_failure{};
  /// Rank 0, main thread, optional: tasks beyond those of the list. Asked again and again until it
  /// says that it is closed: after every result that was dealt with, and while nothing happens
  /// about every millisecond, so it must be quick; one that takes time to think does so on a thread
  /// of its own. Not asked after an error or a drain. If it throws, the whole job stops.
  TaskSource more{};
  /// Every rank, main thread, optional: the text of each extension, in order, before this rank is
  /// given its tasks and, on rank 0, before any result of theirs. Tasks of earlier ones may be
  /// running meanwhile. If it throws, the whole job stops.
  ExtensionListener on_extension{};
  /// Every rank, main thread, optional: called over and over, about every millisecond while nothing
  /// happens, for what must not wait for a chunk to be done. Must be quick and must not throw.
  std::function<void()> tick{};
  /// Every rank, main thread, optional: what rank 0's on_result is to know although no task is
  /// done; asked after each tick, so it must be quick. Empty: nothing. Must not throw.
  std::function<std::string()> news{};
  /// Every rank, main thread, optional: this rank was given so many tasks. Must not throw.
  std::function<void(std::size_t)> on_chunk{};
  /// Every rank, main thread, optional, but on all ranks or none: what rank 0 shall know of this
  /// one with its next sign of life (see pulse_period()), the last of which comes at the end.
  /// Must not throw: nobody who watches ends a distribution.
  std::function<std::string()> on_pulse{};
  /// Rank 0, main thread, optional: how things stand, some four times a pulse, and at the end. Must
  /// not throw.
  std::function<void(const DistributionStanding&)> on_standing{};
  /// Every rank, main thread, optional: tasks of this rank that run and will never end; asked about
  /// every millisecond, so it must be quick. They count as failed with their text, and their
  /// threads, which cannot be ended, as lost: what they use must outlive them.
  std::function<std::vector<TaskFailure>()> lost{};
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
/// The list may grow: see Callbacks::more. Few tasks at a time are spread over all ranks and
/// threads. Results travel by chunk, so a source that waits for each of them wants a small
/// ChunkLimits::max_tasks; one that keeps ChunkLimits::divisor tasks per thread queued lets no
/// thread wait for messages.
///
/// Drain: no task is started any more, tasks that run are finished and committed, the rest is
/// counted as not run. An exception in a callback does not escape: it becomes a failure or the
/// error of the report. What escapes (std::logic_error, a failing network) is not recoverable: end
/// the job, as MpiTransport does when it is unwound.
///
/// @param tasks  those known at the start, by expected cost; only rank 0's are read
/// @throws engine::Problem if options.threads < 1
[[nodiscard]] DistributeReport distribute(Transport& transport, const Tasks& tasks,
                                          const Callbacks& callbacks, const Options& options);

/// The threads that this process may use at once: its affinity mask, not the whole machine, and no
/// more than Slurm gave it (see threads_allowed()).
[[nodiscard]] int available_threads();

}  // namespace servesweep::sweep
