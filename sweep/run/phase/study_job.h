#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sweep/distribute/distribute.h"
#include "sweep/distribute/job_threads.h"
#include "sweep/run/assignment.h"
#include "sweep/run/closing_time.h"
#include "sweep/run/drain_watch.h"
#include "sweep/run/live_watch.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/rank_watch.h"
#include "sweep/run/result_keeper.h"
#include "sweep/run/run_executor.h"
#include "sweep/run/run_study.h"
#include "sweep/run/run_times.h"
#include "sweep/run/search_round.h"
#include "sweep/run/seed_round.h"
#include "sweep/run/shard_committer.h"
#include "sweep/run/shared_round.h"
#include "sweep/run/study_desk.h"

namespace servesweep::sweep {

/// One rank's part in running a study, as its phases find it and leave it to the next:
///
///   open_study   plan, open the folder, tell all ranks what there is to do
///   set_up_rank  what each rank needs to work on it
///   rounds       plan or leases, then search, seeds by need, finalists: see rounds.h
///   close_study  index, count, and say how it ended
///
/// Phases are functions of this; between them they use run_tasks(), by which every round works.
struct StudyJob {
  StudyJob(Transport& of_rank, const RunRequest& of_user)
      : transport(of_rank), request(of_user), drain(of_user.drain) {}

  [[nodiscard]] bool leads() const { return transport.rank() == 0; }
  /// Nothing has gone wrong or been stopped so far: the next round may begin.
  [[nodiscard]] bool complete() const {
    return outcome.error.empty() && report.ending == Ending::completed;
  }
  [[nodiscard]] PlannedStudy& planned() { return leads() ? desk->planned() : *planned_here; }
  [[nodiscard]] const Study& study() { return planned().study; }

  /// Tells who watches.
  void enter(LivePhase phase);
  /// Begins a round: its tasks are the runs that are assigned.
  void renew_executor();
  /// Begins one whose tasks come as it goes on; `of_decisions`: metrics that these look at.
  void begin_growth(std::vector<std::size_t> of_decisions);
  /// Adds what was decided to this rank's plan and tasks; returns the number of new tasks.
  std::size_t grow(const std::function<std::vector<RunId>()>& add);
  /// What rank 0 takes at the end, when all others have nothing to do; 0 elsewhere.
  [[nodiscard]] TimeNeeds::Seconds closing();
  /// What must still fit into the time that the job has.
  [[nodiscard]] TimeNeeds needs();

  Transport& transport;
  const RunRequest& request;
  std::optional<StudyDesk> desk;             ///< of rank 0
  std::optional<PlannedStudy> planned_here;  ///< of the others
  std::optional<io::ResultFolder> opened;    ///< of the others: read-only
  Assignment assignment;
  int threads = 1;
  std::size_t shards_before = 0;      ///< on rank 0
  JobThreads job_threads{{}};         ///< on rank 0
  std::optional<Deadline> time_left;  ///< on rank 0, before all know it
  ClosingTime closing_time;           ///< on rank 0
  TimeNeeds::Seconds planning{};      ///< … what came before its first run
  DrainWatch drain;
  std::optional<RunTimes> times;
  std::optional<RankWatch> watch;
  std::unique_ptr<ShardCommitter> committer;
  std::optional<RunGuards> guards;
  std::unique_ptr<RunExecutor> executor;
  std::unique_ptr<ResultKeeper> keeper;
  std::optional<SearchRound> search;  ///< on rank 0
  std::optional<SeedRound> seeds;     ///< on rank 0; after the search
  std::optional<SharedRound> shared;  ///< on rank 0
  std::vector<std::size_t> figures;   ///< metrics that decisions look at, while there are any
  bool finals = false;                ///< what runs was counted before
  std::size_t progress = 0;           ///< runs finished now, on rank 0
  bool counted = false;               ///< what is left, at the end, on rank 0
  FailureTally failures;              ///< that count as failed so far, on rank 0
  bool has_lost_threads = false;      ///< on this rank: they may still come back to all of this
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  DistributeReport report;          ///< of the last round
  std::exception_ptr news_error{};  ///< of this rank, from where nobody could be told
  RunOutcome outcome;
  std::optional<LiveWatch> live;  ///< on rank 0; the first to go, as its thread looks at the rest
};

}  // namespace servesweep::sweep
