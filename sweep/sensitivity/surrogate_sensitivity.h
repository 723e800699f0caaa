#pragma once

#include <vector>

#include "sweep/sensitivity/sensitivity_question.h"
#include "sweep/sensitivity/solutions.h"
#include "sweep/sensitivity/stored_points.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Analyses a model of points that are there, one report per metric, without simulating any: a
/// Surrogate of the response (as a ratio to the baseline's, so that its logarithm may be modelled),
/// and functions drawn from it on a design over the whole space (SurrogateResponse). What the model
/// takes for noise is in none of them. Intervals are from functions, rows of the design and seeds.
/// A report whose model has fewer than kFewestPoints points or a Q² below kLeastQ2 has no indices
/// (is_refused()). Problem if constraints make the parameters depend on each other.
///
/// `stored`: of the metrics in `looked_at`. Of more than kMostPoints, so many evenly chosen are
/// modelled: it takes O(n³).
[[nodiscard]] std::vector<SensitivityReport> surrogate_sensitivity(
    const Study& study, const SensitivityQuestion& question, const LookedAt& looked_at,
    const StoredPoints& stored);

inline constexpr Eigen::Index kFewestPoints = 10;
inline constexpr Eigen::Index kMostPoints = 1000;

}  // namespace servesweep::sweep
