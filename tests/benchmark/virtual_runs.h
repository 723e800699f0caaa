#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/benchmark/search_problems.h"

namespace servesweep::benchmark {

/// What the runs of a virtual search take and give; that of a run belongs to its number.
class VirtualRuns {
 public:
  /// `log_deviation`: of the log-normal time of a run, whose median is 1.
  VirtualRuns(const SearchProblem& problem, double log_deviation, std::uint64_t seed)
      : problem_(problem), log_deviation_(log_deviation), seed_(seed) {}

  [[nodiscard]] double time(std::size_t run) const;
  /// What is seen of a point in runs `first` … `first` + `count` − 1: the mean of the truth plus
  /// noise of each run, with the variance estimated from them, unknown of one. The problem's noise
  /// is that of the mean.
  [[nodiscard]] sweep::Observation observe(const sweep::Objectives& truth, std::size_t first,
                                           std::size_t count) const;

 private:
  const SearchProblem& problem_;
  double log_deviation_;
  std::uint64_t seed_;
};

}  // namespace servesweep::benchmark
