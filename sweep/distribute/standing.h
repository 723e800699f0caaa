#pragma once

#include <cstddef>
#include <vector>

#include "sweep/distribute/pulse.h"

namespace servesweep::sweep {

/// What rank 0 knows of one rank while a distribution runs.
struct RankStanding {
  int threads = 1;
  bool ready = false;           ///< has said so: its main thread has begun to listen
  std::size_t outstanding = 0;  ///< tasks that it was given and has not reported
  Pulse pulse{};                ///< the last one; as made before the first
  double silent_s = 0;          ///< since its last message, or since the distribution began
};

/// Where a distribution stands, as rank 0 knows it. A picture for people: what other ranks do is
/// known as of their last pulse.
struct DistributionStanding {
  std::vector<RankStanding> ranks;
  std::size_t queued = 0;  ///< tasks that nobody has been given
  bool open = false;       ///< more may come
  bool stopping = false;   ///< a drain or an error has stopped it
};

}  // namespace servesweep::sweep
