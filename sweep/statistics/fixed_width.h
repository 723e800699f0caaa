#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

/// How exactly a change is to be known, and between how many pairs of runs that may take.
struct FixedWidth {
  std::size_t least = 10;    ///< pairs before anybody judges; at least 2
  std::size_t most = 200;    ///< pairs at which it stops anyway
  double half_width = 0.02;  ///< of the interval of the relative difference: 0.02 is ± 2 %
  static constexpr double kConfidence = 0.95;

  friend bool operator==(const FixedWidth&, const FixedWidth&) = default;
};

enum class Precision : std::uint8_t {
  reached,    ///< the half width is at most the target, surely enough
  wanting,    ///< it is not, and more pairs would narrow it
  exhausted,  ///< it is not, and there are `most` pairs
  undefined   ///< there is no ratio, however many pairs: a figure is NaN, or the baseline is all 0
};

/// How far a change is known after so many pairs.
struct WidthReached {
  Precision precision = Precision::wanting;
  double half_width = std::numeric_limits<double>::infinity();
  std::size_t pairs = 0;
  std::size_t wanted = 0;  ///< pairs to go on to; `pairs` unless wanting
};

/// Sequential replication to a fixed width: look, and while the interval is too wide, go on.
/// Source: Y. S. Chow and H. Robbins, "On the asymptotic theory of fixed-width sequential
/// confidence intervals for the mean", Ann. Math. Stat. 36, 1965; for ratios and simulation A. M.
/// Law, "Simulation modeling and analysis", 9.4.1. The width is that of Fieller's interval in
/// PairedDifference, which counts the uncertainty of the baseline: the one that rankings print.
///
/// Who stops when the sample looks quiet stops too often on a quiet sample, so intervals cover less
/// than they say. Chow and Robbins add 1/n to the variance against that; here the half width h has
/// to reach the target with its own standard error added, h·(1 + 1/√(2n)), except at `most`. It
/// leaves 95 % at 93 % or more for normal pairs and 92 % or more for very skewed ones, given a
/// `least` of 10 (measured by tests/sweep/statistics/fixed_width_test.cpp).
///
/// As h shrinks with 1/√n, about n·(h/target)² pairs are needed, h with its error. It goes on to so
/// many, but to at most 2n, because h is an estimate, and by at least n/10; 2n where h is infinite.
///
/// Degenerate cases: no difference in any pair is reached, with half width 0, also over a baseline
/// of 0. So are differences and baselines that are all equal.
[[nodiscard]] WidthReached width_reached(std::span<const SeedPair> pairs, const FixedWidth& target);

/// The word for a precision in tables and files: "reached", "wanting", "max reached", "undefined".
[[nodiscard]] const char* name_of(Precision precision);

}  // namespace servesweep::sweep
