#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sweep/distribute/pulse.h"
#include "sweep/distribute/task_pool.h"
#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// Commits the results of done tasks on the rank that computed them (main thread) and returns what
/// rank 0 shall know of them. If it throws, the tasks count as not run and the whole job stops.
using ChunkCommitter = std::function<std::string(std::vector<TaskResult>)>;

/// Hears the text of an extension on every rank (main thread) while tasks of earlier ones may run.
/// If it throws, this rank starts no further task and the whole job stops.
using ExtensionListener = std::function<void(const std::string&)>;

/// When a worker tells of finished tasks of a chunk that still runs. So a long chunk is committed
/// as it goes, and rank 0 knows of idle threads although one long task holds a chunk open.
struct ReportPace {
  std::chrono::microseconds usual{500'000};  ///< since its last report
  std::chrono::microseconds hungry{5'000};   ///< … when its threads will soon want more

  /// Rank 0 can hear some 10⁵ reports a second; so many ranks shall not tell it more than a tenth.
  [[nodiscard]] static ReportPace for_ranks(int ranks);
};

/// One rank's computing part in one distribution. Knows no transport: it is given the coordinator's
/// messages and returns those for the coordinator. Used from the rank's main thread only.
class Worker {
 public:
  Worker(int rank, int threads, FailurePolicy policy, TaskRunner runner, ChunkCommitter committer,
         ExtensionListener listener = {}, ReportPace pace = {});
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  /// What to send first.
  [[nodiscard]] Message ready() const;

  /// Chunk, Extension, Stop, Finish or Release; the answer, if one is due at once.
  /// @throws std::logic_error on any other message
  [[nodiscard]] std::optional<Message> on_message(const Message& message);

  /// Commits what was finished since the last call: chunks, and tasks of others if their report is
  /// due; one ChunkDone for each chunk.
  [[nodiscard]] std::vector<Message> commit_finished();

  /// A sign of life with this text.
  [[nodiscard]] Message pulse(std::string text);
  /// See TaskPool::give_up().
  void give_up(TaskId task, const std::string& text) { pool_->give_up(task, text); }

  /// Sleeps until a chunk is finished or the time is over.
  void wait(std::chrono::microseconds limit) { pool_->wait(limit); }

  /// True after Release: the distribution is over and report() is what all ranks have.
  [[nodiscard]] bool released() const { return released_; }
  [[nodiscard]] const DistributeReport& report() const { return report_; }

 private:
  [[nodiscard]] std::string listen(const std::string& text);
  [[nodiscard]] bool report_due();
  [[nodiscard]] ChunkReport commit(SettledTasks settled);

  int rank_;
  int threads_;
  ChunkCommitter committer_;
  ExtensionListener listener_;
  std::unique_ptr<TaskPool> pool_;
  DistributeReport report_;
  ReportPace pace_;
  std::chrono::steady_clock::time_point reported_ = std::chrono::steady_clock::now();
  bool listens_ = true;
  bool released_ = false;
};

}  // namespace servesweep::sweep
