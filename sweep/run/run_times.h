#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// What runs have taken on this rank, by workload, to tell what the next may take. A histogram with
/// eight bins to an octave from a microsecond on, so that a value is known to 9 % whatever the
/// number of runs.
class RunTimes {
 public:
  /// `requests_per_run`: by workload. Of a workload that has not been measured the others tell, by
  /// their seconds per request.
  explicit RunTimes(std::vector<std::size_t> requests_per_run);
  /// With rank 0's counts, which take long to find out; the others' argument is ignored.
  /// Collective.
  [[nodiscard]] static RunTimes shared(Transport& transport,
                                       const std::vector<std::size_t>& requests_per_run);

  /// Of a workload without a count nothing is noted.
  void note(std::size_t workload, double seconds);

  /// What 99 of 100 runs of the workload that takes longest need at most; with fewer than a hundred
  /// measured, the longest. 0 as long as nothing is known.
  [[nodiscard]] double longest_seconds() const {
    if (!longest_) longest_ = found_longest();
    return *longest_;
  }

 private:
  static constexpr std::size_t kBins = 320;
  struct Measured {
    std::array<std::uint32_t, kBins> runs{};
    std::uint64_t count = 0;
  };
  [[nodiscard]] double found_longest() const;
  [[nodiscard]] static double upper_seconds(const Measured& measured);

  std::vector<std::size_t> requests_;
  std::vector<Measured> measured_;
  mutable std::optional<double> longest_;  ///< since the last note()
};

}  // namespace servesweep::sweep
