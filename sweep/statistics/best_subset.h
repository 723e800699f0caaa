#pragma once

#include <span>
#include <vector>

#include "sweep/statistics/goal.h"

namespace servesweep::sweep {

/// Which of k systems cannot be told from the best: true for those that no other one beats.
/// `systems[i][s]` is what system i did under seed s; all saw the same seeds (common random
/// numbers). With goal minimize, j beats i if
///
///   ȳᵢ − ȳⱼ > t(1 − α/(k − 1), n − 1)·Sᵢⱼ/√n,   Sᵢⱼ² = sample variance of yᵢ − yⱼ over the seeds,
///
/// where t is the one-sided quantile and α = 1 − confidence. The best system is lost only if one of
/// k − 1 others beats it by chance, so by Bonferroni it is among those kept with probability at
/// least `confidence`, however the systems depend on each other, if differences are normal. Of
/// several best ones, that holds for each.
///
/// Source: screen-to-the-best of B. L. Nelson, J. Swann, D. Goldsman and W. Song, "Simple
/// procedures for selecting the best simulated system when the number of alternatives is large",
/// Oper. Res. 49, 2001, with differences in pairs and an indifference zone of 0; J. Boesel, B. L.
/// Nelson and S.-H. Kim, "Using ranking and selection to clean up after simulation optimization",
/// Oper. Res. 51, 2003.
///
/// Degenerate cases: one seed or none keeps all. A difference that is the same under all n seeds
/// says nothing of its spread: it beats if (1/2)ⁿ, the sign test, is below α/(k − 1).
/// Preconditions: equally many values everywhere, all finite; confidence in (0, 1).
/// O(k·n·kept) at least, O(k²·n) if all are kept.
[[nodiscard]] std::vector<bool> best_subset(std::span<const std::vector<double>> systems, Goal goal,
                                            double confidence);

}  // namespace servesweep::sweep
