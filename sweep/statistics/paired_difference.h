#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// One metric of two strategies under the same seed, hence under the same requests.
struct SeedPair {
  double treatment = 0;
  double baseline = 0;
};

/// The values of one metric of one strategy, in rising order of seeds.
using SeedValues = std::vector<std::pair<std::uint64_t, double>>;

/// Joins two metrics by seed, in order of seeds. A seed that only one side has finished is left
/// out: compare the number of pairs with what was planned.
[[nodiscard]] std::vector<SeedPair> pair_by_seed(const SeedValues& treatment,
                                                 const SeedValues& baseline);

/// Treatment − baseline over common random numbers.
struct PairedDifference {
  static constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

  std::size_t n = 0;  ///< pairs
  double baseline_mean = kUndefined;
  double mean_difference = kUndefined;      ///< mean of treatment − baseline
  Interval difference;                      ///< of the mean difference
  double relative_difference = kUndefined;  ///< mean difference / baseline mean: −0.1 = 10 % less
  Interval relative;                        ///< of the relative difference
  double p_value = 1;                       ///< two-sided, of "the mean difference is 0"
  double correlation = kUndefined;          ///< Pearson, of treatment and baseline over seeds
  double variance_reduction = 0;  ///< 1 − var(t − b)/(var t + var b): what pairing gained

  /// How many times as many seeds two independent samples would need for the same variance of the
  /// mean difference: (var t + var b)/var(t − b) = 1/(1 − variance_reduction). Below 1 if pairing
  /// lost; infinite if all differences are equal and the sides vary; NaN for fewer than two pairs.
  [[nodiscard]] double seeds_gain() const;
};

/// Paired t interval and test at `confidence` in (0, 1), exact if the pairs are jointly normal. The
/// interval of the ratio is Fieller's (E. C. Fieller, "Some problems in interval estimation", J. R.
/// Stat. Soc. B 16, 1954): it counts the uncertainty of the baseline too, and where it is finite it
/// contains 0 exactly if `difference` does.
///
/// Degenerate cases:
/// - no pair, or a value that is not finite: the means are NaN, intervals infinite, p = 1;
/// - one pair: means are given, intervals infinite, p = 1;
/// - all differences equal: `difference` has width 0; p = 1 if they are 0, else 0.5^(n − 1);
/// - treatment or baseline the same for all seeds: the correlation is NaN;
/// - neither varies: the variance reduction is 0, for there is nothing to reduce;
/// - the baseline mean is 0: the relative difference is NaN, its interval infinite;
/// - the baseline mean cannot be told from 0: the interval of the relative difference is infinite.
[[nodiscard]] PairedDifference paired_difference(std::span<const SeedPair> pairs,
                                                 double confidence = 0.95);

/// The p-value of paired_difference() alone: for the many that only count in a family of tests.
[[nodiscard]] double paired_p_value(std::span<const SeedPair> pairs);

}  // namespace servesweep::sweep
