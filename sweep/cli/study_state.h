#pragma once

#include <cstdint>

#include "sweep/cli/life.h"

namespace servesweep::sweep {

/// How a study stands, in one word. While somebody works on it, what he does (LivePhase).
enum class StudyState : std::uint8_t {
  planning,
  repeating,
  running,
  searching,
  seeding,
  finalists,
  committing,
  indexing,
  hanging,                    ///< see Life
  silent,                     ///< see Life
  killed,                     ///< see Life
  lost,                       ///< see Life
  complete,                   ///< every run is done
  complete_with_failed_runs,  ///< every run is done or has failed
  incomplete,                 ///< it was complete, and now shards are missing
  drained,                    ///< it was asked to stop early
  failed,                     ///< it ended by an error
  unknown                     ///< runs are left, and nobody is known to work on them
};

/// "complete with failed runs"; the same for people and programs.
[[nodiscard]] const char* name_of(StudyState state);

/// Whether nobody need be alarmed: all is done, or it stopped because it was asked to.
[[nodiscard]] bool is_good_end(StudyState state);

/// What a state follows from.
struct StateFacts {
  Life life = Life::unknown;
  LivePhase phase = LivePhase::planning;  ///< the last that was heard; of life unknown: no matter
  std::size_t failed = 0, left = 0;       ///< runs
  bool shared = false;  ///< several members work on it: one that drained leaves the rest to others
};
[[nodiscard]] StudyState study_state(const StateFacts& facts);

}  // namespace servesweep::sweep
