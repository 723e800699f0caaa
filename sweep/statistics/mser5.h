#pragma once

#include <cstddef>
#include <span>

namespace servesweep::sweep {

/// Where a series of observations is cut so that what is left looks stationary.
struct Truncation {
  std::size_t cut = 0;    ///< observations to leave out, from the first on; a multiple of 5
  bool is_valid = false;  ///< else no cut can be trusted: the series is too short or not stationary
};

/// The warm-up of a series by MSER-5: batches of five observations (an incomplete one at the end is
/// left out), of which the first d are cut that minimise the marginal standard error of the rest,
///   g(d) = Σ_{j > d} (z_j − z̄_d)² / (k − d)²,
/// z_j the k batch means and z̄_d the mean of those behind d; of equal minima the smallest d.
/// Cutting pays as long as it takes away more bias than it costs observations. Not valid if d >
/// k/2: then the series ends before its transient, or has none, as under overload. Not valid either
/// with fewer than 20 batches. At least five batches are left, for g vanishes where a single one
/// is. Sources: K. P. White, "An effective truncation heuristic for bias reduction in simulation
/// output", Simulation 69, 1997; K. P. White, M. J. Cobb, S. C. Spratt, "A comparison of five
/// steady-state truncation heuristics for simulation", WSC 2000; K. Hoad, S. Robinson, R. Davies,
/// "Automating warm-up length estimation", J. Oper. Res. Soc. 61, 2010 (its limits). Precondition:
/// every observation is finite.
[[nodiscard]] Truncation mser5(std::span<const double> series);

/// The same for a series whose neighbours are alike by nature, as the number of requests in a
/// cluster: a few batches at its end agree so well that g is least there whatever went before. So
/// the least g is sought with d ≤ k/2 only, and not valid if it lies at that end, as then g still
/// falls.
[[nodiscard]] Truncation mser5_in_first_half(std::span<const double> series);

}  // namespace servesweep::sweep
