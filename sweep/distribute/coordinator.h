#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sweep/distribute/chunk_policy.h"
#include "sweep/distribute/protocol.h"
#include "sweep/distribute/standing.h"
#include "sweep/distribute/supply.h"
#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// A message to be sent.
struct Outgoing {
  int to = 0;
  Message message;
};

/// What an event asks of whoever drives the coordinator.
struct CoordinatorStep {
  std::vector<Outgoing> send;
  std::optional<std::string> result;  ///< what on_chunk_done of some rank returned
  std::vector<TaskFailure> failures;  ///< news
};

/// Whether the list of tasks is complete from the start or may be extended.
enum class TaskList { closed, open };

/// Rank 0's knowledge of one distribution: which task is where, who gets work next, when it is
/// over. A state machine without input or output of its own: each event returns what to send.
///
/// A rank holds one running and one prefetched chunk, or more if these are nearly done, so that the
/// way to the coordinator and back is hidden; in the tail, only as many tasks as it has threads
/// (see GuidedQueue::in_tail). What tasks took so far decides how many make a chunk. Life:
/// every rank says Ready → chunks → (drain or error: Stop) → Finish with the report → every rank
/// says Bye → Release. After Release no message of this distribution is under way.
///
/// An open list is not over before it is closed or stopped, nor before every rank has heard all
/// extensions: one that cannot take it in must get its error into the report.
class Coordinator {
 public:
  /// @param threads_per_rank  assumed for a rank until its Ready says better
  Coordinator(const Tasks& tasks, int ranks, int threads_per_rank, ChunkLimits limits,
              FailurePolicy policy, TaskList list = TaskList::closed);

  /// Ready, ChunkDone, ExtensionTold, DrainRequest or Bye.
  /// @throws std::logic_error on a message that no worker sends in this state
  [[nodiscard]] CoordinatorStep on_message(const Message& message);

  /// The driver itself failed (its on_result threw): stop everywhere and end as Ending::failed.
  [[nodiscard]] CoordinatorStep on_error(const std::string& error);

  /// The list may be extended: it is neither closed, nor has a drain or an error stopped it.
  [[nodiscard]] bool accepts_tasks() const { return open_ && !stopping_; }

  /// Tells all ranks the text, appends the tasks and hands them out to ranks with idle threads, the
  /// most idle first. Precondition: accepts_tasks().
  [[nodiscard]] CoordinatorStep extend(const Extension& extension);

  /// No extension will come. Precondition: accepts_tasks().
  void close();

  /// To be called when the driver has dealt with a step: if nothing is left to wait for, makes the
  /// report and sends Finish to all. Apart from on_message, so that an error in the driver's
  /// handling of the last result still enters the report.
  [[nodiscard]] CoordinatorStep conclude();

  /// Complete once conclude() has sent Finish.
  [[nodiscard]] const DistributeReport& report() const { return report_; }
  [[nodiscard]] std::size_t done() const { return report_.done; }
  [[nodiscard]] std::size_t outstanding() const { return outstanding_tasks_; }
  /// For people who watch; all but what pulses tell (see PulseBook::complete).
  [[nodiscard]] DistributionStanding standing() const;

 private:
  struct OpenChunk {
    ChunkId id;
    std::size_t tasks = 0;  ///< not reported on
  };
  struct RankState {
    int threads = 1;
    bool ready = false;
    bool gone = false;        ///< has said Bye
    std::size_t unheard = 0;  ///< extensions that it has not confirmed
    std::vector<OpenChunk> chunks;
    std::size_t outstanding_tasks = 0;
  };

  void on_ready(int rank, const Message& message, CoordinatorStep& step);
  void on_chunk_done(int rank, ChunkReport chunk, CoordinatorStep& step);
  void on_extension_told(int rank, const std::string& error, CoordinatorStep& step);
  void on_drain_request(CoordinatorStep& step);
  void on_bye(int rank, CoordinatorStep& step);

  [[nodiscard]] bool wants_work(const RankState& state) const;
  void account(int rank, const ChunkReport& chunk);
  [[nodiscard]] std::ptrdiff_t idle_threads(int rank) const;
  void hand_out(int rank, CoordinatorStep& step);
  void hand_out_to_all(CoordinatorStep& step);
  void send_chunk(int rank, CoordinatorStep& step);
  void fail(const std::string& error, CoordinatorStep& step);
  void stop(CoordinatorStep& step);
  [[nodiscard]] bool over() const;
  void send_to_all(MessageKind kind, const std::string& payload, CoordinatorStep& step) const;

  FailurePolicy policy_;
  std::size_t tasks_;
  ChunkLimits limits_;
  GuidedQueue queue_;
  std::vector<RankState> ranks_;
  int total_threads_;
  std::int32_t next_chunk_ = 0;
  std::size_t outstanding_tasks_ = 0;
  std::size_t awaited_;  ///< ranks that are not ready, and extensions that are unheard
  std::size_t present_;  ///< ranks that have not said Bye
  double busy_s_ = 0;    ///< what the tasks of busy_tasks_ took
  std::size_t busy_tasks_ = 0;
  bool open_;
  bool stopping_ = false;
  bool finished_ = false;
  DistributeReport report_;
};

}  // namespace servesweep::sweep
