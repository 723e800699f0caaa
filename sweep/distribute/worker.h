#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sweep/distribute/task_pool.h"
#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// Commits the results of done tasks on the rank that computed them (main thread) and returns what
/// rank 0 shall know of them. If it throws, the tasks count as not run and the whole job stops.
using ChunkCommitter = std::function<std::string(std::vector<TaskResult>)>;

/// Hears the text of an extension on every rank (main thread) while tasks of earlier ones may run.
/// If it throws, this rank starts no further task and the whole job stops.
using ExtensionListener = std::function<void(const std::string&)>;

/// One rank's computing part in one distribution. Knows no transport: it is given the coordinator's
/// messages and returns those for the coordinator. Used from the rank's main thread only.
class Worker {
 public:
  Worker(int rank, int threads, FailurePolicy policy, TaskRunner runner, ChunkCommitter committer,
         ExtensionListener listener = {});
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  /// What to send first.
  [[nodiscard]] Message ready() const;

  /// Chunk, Extension, Stop, Finish or Release; the answer, if one is due at once.
  /// @throws std::logic_error on any other message
  [[nodiscard]] std::optional<Message> on_message(const Message& message);

  /// Commits the chunks that were finished since the last call; one ChunkDone for each.
  [[nodiscard]] std::vector<Message> commit_finished();

  /// See TaskPool::give_up().
  void give_up(TaskId task, const std::string& text) { pool_->give_up(task, text); }

  /// Sleeps until a chunk is finished or the time is over.
  void wait(std::chrono::microseconds limit) { pool_->wait(limit); }

  /// True after Release: the distribution is over and report() is what all ranks have.
  [[nodiscard]] bool released() const { return released_; }
  [[nodiscard]] const DistributeReport& report() const { return report_; }

 private:
  [[nodiscard]] std::string listen(const std::string& text);
  [[nodiscard]] ChunkReport commit(FinishedChunk chunk);

  int rank_;
  int threads_;
  ChunkCommitter committer_;
  ExtensionListener listener_;
  std::unique_ptr<TaskPool> pool_;
  DistributeReport report_;
  bool listens_ = true;
  bool released_ = false;
};

}  // namespace servesweep::sweep
