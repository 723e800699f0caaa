#pragma once

#include <chrono>

#include "sweep/study/study.h"

namespace servesweep::sweep {

/// How a process shares a study with others (`run --shared`).
struct SharedRules {
  /// A holder of a lease that shows no sign of life for so long is taken for dead. The same for all
  /// members.
  std::chrono::seconds lease{120};
};

/// By which rank number rank 0 of a member names its shards; its other ranks follow. Ordinary runs
/// begin at 0. Problem if members with so many ranks could get the same numbers.
[[nodiscard]] int first_shard_rank(int member, int ranks);

/// Problem if what a study runs depends on its results, which members do not tell one another.
void check_shareable(const Study& study);

}  // namespace servesweep::sweep
