#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sweep/distribute/standing.h"

namespace servesweep::sweep {

/// Why threads of a rank compute nothing.
enum class IdleReason : std::uint8_t {
  starting,              ///< the rank has not reported for work
  silent,                ///< nothing was heard of it for long: what it does is unknown
  draining,              ///< no run is started any more
  waiting_for_chunk,     ///< there is work, and it is on its way
  waiting_for_runs,      ///< the search decides when the runs under way elsewhere have ended
  waiting_for_decision,  ///< the search is thinking: nothing at all is under way
  waiting_for_lease,     ///< other members of a shared folder hold all that is left
  tail                   ///< nothing is left to hand out
};
inline constexpr std::size_t kIdleReasons = 8;

/// "waiting_for_chunk"; for JSON.
[[nodiscard]] const char* name_of(IdleReason reason);
/// "waiting for a chunk"; for people.
[[nodiscard]] const char* words_of(IdleReason reason);

/// Threads of a rank by what they do.
struct ThreadUse {
  int threads = 1;
  int idle = 0;
  IdleReason reason = IdleReason::starting;  ///< of the idle ones
};

/// A pool computes what it has, so threads idle that have no task: outstanding ones less those that
/// the last pulse said were finished. `shares`: work comes from leases in a shared folder, not from
/// decisions.
[[nodiscard]] ThreadUse thread_use(const DistributionStanding& standing, std::size_t rank,
                                   bool shares = false);

/// Longer than this without a message is silence, in seconds: five pulses, 15 s at least.
[[nodiscard]] double silence_s(std::size_t ranks);

}  // namespace servesweep::sweep
