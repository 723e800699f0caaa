#pragma once

#include <chrono>
#include <cstddef>

namespace servesweep::sweep {

/// When a rank closes its open shard, and so what a crash can lose: of each rank the runs that were
/// finished within the last `age`, at most `bytes` of them, besides those that are being written or
/// simulated.
struct CommitLimits {
  std::size_t bytes = std::size_t{64} << 20;  ///< in memory; on disk about a sixth
  std::chrono::milliseconds age{60'000};      ///< of the oldest run that is not committed
};

}  // namespace servesweep::sweep
