#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "sweep/cli/exit_code.h"
#include "sweep/distribute/transport.h"
#include "sweep/run/commit_limits.h"
#include "sweep/run/failure_rules.h"
#include "sweep/run/failure_tally.h"
#include "sweep/run/live_standing.h"
#include "sweep/run/run_executor.h"
#include "sweep/run/run_progress.h"
#include "sweep/run/shared_rules.h"
#include "sweep/run/time_limit.h"
#include "sweep/run/watch_rules.h"

namespace servesweep::sweep {

/// What the user asks for.
struct RunRequest {
  std::filesystem::path study;
  std::filesystem::path output;  ///< empty: results/STUDYNAME
  int threads = 0;               ///< of this rank; 0: as many as its affinity mask allows
  std::string command;           ///< as typed, for provenance
  /// Called on rank 0 whenever runs are finished, from its main thread: is to be quick.
  std::function<void(const RunProgress&)> on_progress{};
  const std::atomic<bool>* drain = nullptr;  ///< set at any time: stop early, keep what is done
  std::optional<SharedRules> shared{};       ///< given: others work on the same folder
  CommitLimits commit{};                     ///< what a crash can lose
  TimeLimit time_limit{};                    ///< when it must be over
  /// For measuring everything around the simulation: called in its place. The folder is then marked
  /// as that of another study, so that its figures are never taken for results.
  RunFunction stand_in{};
  /// Called on rank 0 when a phase of the job begins, from its main thread.
  std::function<void(LivePhase)> on_phase{};
  FailureRules failures{};  ///< the same on all ranks
  WatchRules watch{};
};

/// What became of it; complete on rank 0, `code` and `error` equal on all ranks.
struct RunOutcome {
  ExitCode code = ExitCode::success;
  std::filesystem::path output;
  std::string study;
  std::size_t planned_runs = 0;   ///< of the study
  std::size_t distinct_runs = 0;  ///< of those, different simulations
  std::size_t found_runs = 0;     ///< of those, already in the folder
  std::size_t done_runs = 0;      ///< simulated and committed now
  std::size_t left_runs = 0;
  std::string failed_runs{};  ///< failure_lines() of these:
  FailureTally
      failures{};          ///< of the whole study, those found included; `code` is failed_runs then
  std::size_t claims = 0;  ///< that the study makes
  std::size_t tried_points = 0;  ///< of a search that learns
  std::string precision{};       ///< of seeds by need: SeedRound::standing()
  std::size_t final_runs = 0;    ///< finalists simulated again for their request tables
  std::string shared{};          ///< of a shared study: SharedRound::standing()
  bool left_to_others = false;   ///< drained not by request, but because others have the rest
  double seconds = 0;
  int ranks = 1, threads = 1;  ///< threads: of all ranks together
  bool time_over = false;      ///< drained because the job's time was nearly over
  bool decided_all = true;     ///< false: drained with decisions of a search or on seeds to come
  std::string error;           ///< why it failed; empty unless code = failure
};

/// Runs a study into its result folder: plans it, skips what is there, spreads the rest over ranks
/// and threads, commits shards, rebuilds the index. The numbers do not depend on ranks, threads, or
/// how often it was interrupted. Collective: every rank calls it; only rank 0 reads the study.
/// @throws engine::Problem on rank 0 and RankZeroFailed elsewhere if the input is invalid; nothing
///         has been run or overwritten then
[[nodiscard]] RunOutcome run_study(Transport& transport, const RunRequest& request);

}  // namespace servesweep::sweep
