#pragma once

#include <cstddef>
#include <vector>

namespace servesweep::sweep {

/// What a race knows of a candidate.
struct Contender {
  std::vector<double> objectives;  ///< to be minimised
  std::vector<double> variances;   ///< of one seed, by objective; empty: unknown
  std::size_t seeds_left = 0;      ///< that it may still be given
};

/// How `seeds` further seeds are best spread over contenders so that it becomes clear which of them
/// are best: in proportion to (σ/δ)², where δ is how far a contender is from changing sides between
/// dominated and not dominated, the margin in its closest objective, and σ² the mean variance of
/// its objectives at one seed. With one objective δ is the distance to the best, or of the best to
/// the second.
///
/// Everybody with seeds left gets at least one, nobody more than are left; the same figures give
/// the same answer. Sources: Chen, Lin, Yücesan and Chick, "Simulation budget allocation for
/// further enhancing the efficiency of ordinal optimization", DEDS 2000 (OCBA); Lee, Chew, Teng and
/// Goldsman, "Finding the non-dominated Pareto set for multi-objective simulation models", IIE
/// Transactions 2010 (MOCBA), of which this keeps the proportion and leaves out the special rule
/// for the best.
[[nodiscard]] std::vector<std::size_t> allocate_seeds(const std::vector<Contender>& contenders,
                                                      std::size_t seeds);

}  // namespace servesweep::sweep
