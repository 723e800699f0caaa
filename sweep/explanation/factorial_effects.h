#pragma once

#include <map>
#include <vector>

#include "sweep/explanation/mechanism.h"
#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

/// A metric by combination of mechanisms: one value per seed, in the same order everywhere.
using CombinationValues = std::map<MechanismSet, std::vector<double>>;

/// What one mechanism does to a metric. Every difference is paired by seed and relative to the
/// baseline (none of the mechanisms).
struct MechanismEffect {
  PairedDifference alone;     ///< it alone − nothing
  PairedDifference left_out;  ///< everything but it − everything: what leaving it out changes
  double left_out_adjusted_p = 1;  ///< Holm's p-value of left_out, over the mechanisms
  /// With all combinations only: its effect averaged over all settings of the others (main effect
  /// of a 2^k design: G. E. P. Box, J. S. Hunter, W. G. Hunter, "Statistics for Experimenters", 2nd
  /// ed. 2005, ch. 5), and averaged over all orders of adding the mechanisms one by one (L. S.
  /// Shapley, "A value for n-person games", 1953), which adds up to the effect of all of them.
  PairedDifference main, share;
};

/// Mechanisms that act together differently from what they do apart.
struct Interaction {
  MechanismSet mechanisms = 0;  ///< two or more
  /// How much more they do together than all that fewer of them do, averaged over all settings of
  /// the others; of two: f(ab) − f(a) − f(b) + f(nothing). (Box, Hunter, Hunter halve that.)
  PairedDifference effect;
  double adjusted_p_value = 1;  ///< Holm's, over all interactions of the metric
};

struct FactorialEffects {
  PairedDifference total;  ///< all mechanisms − none
  std::vector<MechanismEffect> mechanisms;
  /// Together − (nothing + Σ of each alone): 0 if their effects add up. Two-sided p in it.
  PairedDifference beyond_sum;
  bool all_combinations = false;
  std::vector<Interaction> interactions;  ///< pairs first; none without all combinations
};

/// Precondition: `values` has the combinations of ablation_design(mechanisms).
[[nodiscard]] FactorialEffects factorial_effects(const CombinationValues& values,
                                                 std::size_t mechanisms, double confidence);

}  // namespace servesweep::sweep
