#pragma once

#include <cstddef>

namespace servesweep::benchmark {

/// A search that proposes tasks which do nothing.
struct NullSearch {
  std::size_t tasks = 0;    ///< in all
  std::size_t pending = 1;  ///< proposed and not done, at most
  /// Proposes nothing before all that is pending is done; otherwise tops up after every result.
  bool by_generation = true;
};

/// Runs it on so many ranks in this process, one thread each, and returns the seconds.
/// @throws std::runtime_error unless every task is run
[[nodiscard]] double dispatch_null_search(const NullSearch& search, int ranks);

}  // namespace servesweep::benchmark
