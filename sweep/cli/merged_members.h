#pragma once

#include <vector>

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// One member of a shared folder, as it tells of itself.
struct MemberWord {
  int number = 0;
  LiveStanding live;
};

/// What members that work at the same time do together: rates, threads, bytes and what they would
/// lose add up, and their ranks stand one after another. Windows are added from the latest back, as
/// far as all members have them: those of two members overlap but for less than a window. How many
/// runs are done, and which failed, only the shards know; both stay empty. Precondition: at least
/// one member.
[[nodiscard]] LiveStanding merged_members(const std::vector<MemberWord>& members);

}  // namespace servesweep::sweep
