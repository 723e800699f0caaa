#pragma once

#include <cstdint>
#include <vector>

#include "sweep/distribute/task.h"

namespace servesweep::benchmark {

/// How long the runs of a virtual job take: log-normal, that of a run belongs to its number, so
/// that every way to hand runs out meets the same ones. Drawn from a table of 65,536 values whose
/// mean is exact: quick enough for 10⁸ runs, with a tail that ends at some 4 standard deviations.
class RunTimes {
 public:
  /// `log_deviation`: standard deviation of the logarithm; 0: all alike. Precondition: mean_s > 0.
  RunTimes(double mean_s, double log_deviation, std::uint64_t seed);

  [[nodiscard]] double seconds(sweep::TaskId task) const;

 private:
  std::uint64_t seed_;
  std::vector<double> table_;
};

}  // namespace servesweep::benchmark
