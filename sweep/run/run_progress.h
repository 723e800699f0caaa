#pragma once

#include <cstddef>
#include <string>

#include "sweep/study/study.h"
#include "sweep/tuning/search_history.h"

namespace servesweep::sweep {

/// How far a study is, as rank 0 sees it while it runs. Valid during the call that it comes with.
struct RunProgress {
  const Study& study;
  std::size_t done = 0;     ///< simulations, those found included
  std::size_t found = 0;    ///< of these, in the folder before
  std::size_t failed = 0;   ///< of these that are done
  std::size_t planned = 0;  ///< simulations; of a search that learns, the most that there can be
  double seconds = 0;       ///< since the first run of this program began
  const SearchHistory* search = nullptr;  ///< while there is one
  /// Decisions of earlier runs that the search has made again, of so many; then it goes on.
  std::size_t repeated = 0, to_repeat = 0;
  std::string seeds{};  ///< SeedRound::standing(), once there is one; empty without seeds by need
};

}  // namespace servesweep::sweep
