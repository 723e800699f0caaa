#pragma once

#include <cstddef>
#include <vector>

#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// Intervals from what an estimate was in resamples of n independent seeds. A replicate that is NaN
/// (as ∞ − ∞) may be anything: it counts as −∞ for the lower end and as ∞ for the upper one. All
/// possible numbers for n < 2 or no replicates. `confidence` in (0, 1).

/// Expanded percentile interval: from quantile q to 1 − q of the replicates, where q = Φ(−√(n/(n −
/// 1))·t((1 + confidence)/2, n − 1)). The plain percentile interval (q = (1 − confidence)/2) is too
/// narrow for few seeds, as resamples vary by (n − 1)/n of what they should and know no t; for the
/// mean of normal values the expanded one is Student's. Source: T. C. Hesterberg, "What teachers
/// should know about the bootstrap", Am. Stat. 69, 2015, section 5.3. With B replicates, quantile q
/// is the ⌊q(B + 1)⌋-th smallest. If that is none, the replicates do not reach far enough and all
/// numbers are possible: at 95 % for fewer than 5 seeds, whose extremes are drawn too often.
[[nodiscard]] Interval expanded_percentile_interval(std::vector<double> replicates, std::size_t n,
                                                    double confidence);

/// Basic interval: 2·estimate minus the ends of the above. Where resampling shifts an estimate
/// (the best of noisy means is too good, and resampled means are noisier still), the percentile
/// interval has that shift twice, this one takes it away. Source: A. C. Davison and D. V. Hinkley,
/// "Bootstrap methods and their application", 1997, section 5.2.1.
[[nodiscard]] Interval basic_bootstrap_interval(double estimate, std::vector<double> replicates,
                                                std::size_t n, double confidence);

}  // namespace servesweep::sweep
