#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sweep/cli/shared_standing.h"
#include "sweep/run/live_standing.h"
#include "sweep/run/remaining_time.h"

namespace servesweep::sweep {

/// Whether somebody works on a result folder.
enum class Life : std::uint8_t {
  running,  ///< a sign of life, a few seconds old
  hanging,  ///< its process is there, but has given no sign for long
  killed,   ///< its process is gone, and did not end by itself
  lost,     ///< no sign of life for long, from a machine that we cannot ask
  ended,    ///< by itself
  unknown   ///< nobody has said anything: no live.json
};
/// "running"
[[nodiscard]] const char* name_of(Life life);

/// All that `servesweep status` knows of a result folder.
struct StatusView {
  using Time = std::chrono::system_clock::time_point;

  std::filesystem::path folder;
  std::string study;
  Life life = Life::unknown;
  double silent_s = 0;               ///< since the last sign of life
  std::optional<LiveStanding> live;  ///< what the process that worked here last said

  std::size_t planned = 0;  ///< different simulations
  bool planned_is_most = false;
  std::size_t done = 0, failed = 0;
  std::size_t stored = 0;  ///< of both, those in shards
  FailureGroups failures;
  /// done, failed and stored were counted in the shards just now, or when the study ended; else
  /// they are what live.json says.
  bool exact = false;

  std::size_t shards = 0;
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> expected_bytes;  ///< when everything is done, as it went so far
  std::optional<RemainingTime> remaining;       ///< while it runs

  std::size_t journal_records = 0;
  std::string last_event;                ///< the journal's last record: a JSON object, or empty
  std::string search, seeds;             ///< where they stand; empty without them
  std::optional<SharedStanding> shared;  ///< of a folder that members share

  [[nodiscard]] std::size_t left() const { return planned - std::min(planned, done + failed); }
  [[nodiscard]] bool at_work() const { return life == Life::running || life == Life::hanging; }
};

/// Looks at a folder without changing or locking anything. Quick where live.json suffices: while
/// the study runs and after it has ended by itself; else, or if `recount`, it plans the study again
/// and reads the run tables of all shards. Problem if it is no result folder, or is damaged.
[[nodiscard]] StatusView status_view(const std::filesystem::path& folder, StatusView::Time now,
                                     bool recount);

/// Whether the process that wrote this lives, at `now`; and the seconds since its last sign.
[[nodiscard]] Life life_of(const LiveStanding& standing, StatusView::Time now, double& silent_s);

}  // namespace servesweep::sweep
