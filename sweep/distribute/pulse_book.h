#pragma once

#include <chrono>
#include <vector>

#include "sweep/distribute/standing.h"

namespace servesweep::sweep {

/// Rank 0's book of signs of life: what each rank said last, and when it was heard.
class PulseBook {
 public:
  using Clock = std::chrono::steady_clock;
  PulseBook(int ranks, Clock::time_point now);

  /// A message of this rank has arrived.
  void heard(int rank, Clock::time_point now) { entry(rank).heard = now; }
  /// It has reported a chunk: what its last pulse said was finished is known now.
  void reported(int rank) { entry(rank).pulse.unreported_tasks = 0; }
  void note(int rank, Pulse pulse) { entry(rank).pulse = std::move(pulse); }

  /// Fills in `pulse` and `silent_s` of every rank.
  void complete(DistributionStanding& standing, Clock::time_point now) const;

 private:
  struct Entry {
    Pulse pulse;
    Clock::time_point heard;
  };
  [[nodiscard]] Entry& entry(int rank) { return entries_.at(static_cast<std::size_t>(rank)); }

  std::vector<Entry> entries_;
};

}  // namespace servesweep::sweep
