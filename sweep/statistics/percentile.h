#pragma once

#include <span>

namespace servesweep::sweep {

/// The p-th percentile, p in [0, 100], by linear interpolation between order statistics at rank
/// r = (p/100)·(n − 1): x₍lo₎ + (r − lo)·(x₍hi₎ − x₍lo₎), lo = ⌊r⌋, hi = ⌈r⌉. 0 if there are no
/// values; infinite values are ordered like any other. Takes O(n) and reorders `values`, so that
/// several percentiles need no copy. Precondition: no NaN.
[[nodiscard]] double percentile(std::span<double> values, double p);

}  // namespace servesweep::sweep
