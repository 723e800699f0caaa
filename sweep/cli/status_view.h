#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sweep/cli/shared_standing.h"
#include "sweep/cli/study_state.h"
#include "sweep/run/live_standing.h"
#include "sweep/run/remaining_time.h"

namespace servesweep::sweep {

/// All that `servesweep status` knows of a result folder.
struct StatusView {
  using Time = std::chrono::system_clock::time_point;

  std::filesystem::path folder;
  std::string study;
  StudyState state = StudyState::unknown;
  Life life = Life::unknown;
  double silent_s = 0;  ///< since the last sign of life
  /// What the process that works here, or worked here last, said; of members what they do together.
  std::optional<LiveStanding> live;
  bool by_members = false;  ///< it is members of a shared folder who work here, or did so last
  bool doubted = false;     ///< the shards contradict it: its figures are not shown
  bool damaged = false;     ///< shards that cannot be read are not counted
  std::vector<std::string> notes{};  ///< what is corrupt, or not believed, and why

  std::size_t planned = 0;  ///< different simulations
  bool planned_is_most = false;
  std::size_t done = 0, failed = 0;
  std::size_t stored = 0;  ///< of both, those in shards
  FailureTally failures;
  /// done, failed and stored were counted in the shards just now, or when the study ended; else
  /// they are what live.json says.
  bool exact = false;

  std::size_t shards = 0;
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> expected_bytes;  ///< when everything is done, as it went so far
  std::optional<RemainingTime> remaining;       ///< while it runs

  std::size_t journal_records = 0;
  std::string last_event;                ///< the last whole one: a JSON object, or empty
  std::string search, seeds;             ///< where they stand; empty without them
  std::optional<SharedStanding> shared;  ///< of a folder that members share

  [[nodiscard]] std::size_t left() const { return planned - std::min(planned, done + failed); }
  [[nodiscard]] bool at_work() const { return is_at_work(life); }
};

/// Looks at a folder without changing or locking anything. Quick where live.json suffices: while
/// one job runs the study and after it has ended by itself; else, or if `recount`, it plans the
/// study again and reads the run tables of all shards. What live.json says is taken only as far as
/// the shards do not contradict it. Problem if it is no result folder; damaged shards are told.
[[nodiscard]] StatusView status_view(const std::filesystem::path& folder, StatusView::Time now,
                                     bool recount);

}  // namespace servesweep::sweep
