#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/process/process_identity.h"
#include "sweep/run/failure_tally.h"
#include "sweep/run/live_meter.h"

namespace servesweep::sweep {

/// What a run of a study is doing. From `done` on it has ended.
enum class LivePhase : std::uint8_t {
  planning,
  repeating,  ///< decisions of an earlier attempt
  running,    ///< what is planned beforehand
  searching,
  seeding,    ///< giving points seeds by need
  finalists,  ///< simulating them again for their request tables
  committing,
  indexing,
  done,
  drained,
  failed
};

/// "repeating decisions"; and back. Problem if no phase has that name.
[[nodiscard]] std::string name_of(LivePhase phase);
[[nodiscard]] LivePhase live_phase_of(const std::string& name);
[[nodiscard]] constexpr bool has_ended(LivePhase phase) {
  return phase >= LivePhase::done;
}

/// One rank of it.
struct LiveRank {
  std::string host;
  int threads = 1;
  int idle_threads = 0;
  IdleReason idle_reason = IdleReason::starting;
  std::size_t under_way = 0;    ///< runs that it was given and has not finished
  std::size_t unreported = 0;   ///< runs that it has finished in a chunk that goes on
  std::size_t finished = 0;     ///< and reported
  std::size_t failed = 0;       ///< of these
  std::size_t uncommitted = 0;  ///< of these, in no shard yet
  double since_commit_s = 0;    ///< since its last commit, or since it began
  double mean_run_s = 0, longest_run_s = 0;
  double storing_share = 0;    ///< of its main thread's time
  double processors_used = 0;  ///< on average, over the last seconds
  int processors = 1;          ///< that it may use
  int machine_processors = 1;
  std::int64_t peak_memory_bytes = 0;
  double silent_s = 0;  ///< since it was heard last
  /// Of a shared folder, where this is one of the ranks of several members: whose, and which of
  /// his. Not in live.json, which is one member's.
  int member = 0, rank_of_member = 0;
};

/// A running study as rank 0 knows it: what live.json holds.
struct LiveStanding {
  using Time = std::chrono::system_clock::time_point;

  io::ProcessIdentity process;  ///< of rank 0
  std::string version, study, command;
  std::string slurm_job;  ///< empty outside Slurm
  Time started{}, updated{};
  Time known{};  ///< when the figures were taken; `updated` only says that the process lives
  LivePhase phase = LivePhase::planning;
  std::string phase_detail;  ///< "7 of 25"

  std::size_t planned = 0;       ///< different simulations
  bool planned_is_most = false;  ///< a search may need fewer
  std::size_t found = 0;         ///< of these, on disk when it began
  std::size_t done = 0;          ///< those found included
  std::size_t failed = 0;
  std::size_t finals = 0;  ///< finalists simulated again
  std::size_t queued = 0;  ///< runs that no rank has been given
  FailureTally failures;   ///< of the study, as far as this attempt knows them

  double recent_per_s = 0, recent_s = 0;
  double overall_per_s = 0, overall_s = 0;
  std::vector<std::size_t> windows;  ///< see LiveMeter
  ThreadTime recent_use;

  std::size_t shards = 0;
  std::uint64_t bytes = 0;
  std::size_t committed_runs = 0;  ///< by this attempt …
  std::uint64_t committed_bytes = 0;

  std::string search, seeds;  ///< where they stand; empty without them
  std::string error;
  std::vector<LiveRank> ranks;
};

/// What would be lost if all ranks were killed now.
struct LiveLoss {
  std::size_t finished_runs = 0;  ///< that no shard holds
  std::size_t under_way = 0;      ///< at most one per thread: begun and not finished
  double computing_s = 0;         ///< thread-seconds that the finished ones took, about
  double since_commit_s = 0;      ///< the longest of the ranks that would lose something
};
[[nodiscard]] LiveLoss loss_of(const LiveStanding& standing);

}  // namespace servesweep::sweep
