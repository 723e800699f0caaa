#include "sweep/cli/life.h"

#include <algorithm>
#include <optional>

namespace servesweep::sweep {

Life life_of(const LiveStanding& standing, std::chrono::system_clock::time_point now,
             double& silent_s) {
  silent_s = std::max(0.0, std::chrono::duration<double>(now - standing.updated).count());
  if (has_ended(standing.phase)) return Life::ended;
  const std::optional<bool> lives = standing.process.lives();
  if (lives == false) return Life::killed;
  if (silent_s <= silence_s(standing.ranks.size())) return Life::running;
  return lives ? Life::hanging : Life::lost;
}

}  // namespace servesweep::sweep
