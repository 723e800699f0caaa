#pragma once

#include <vector>

#include "sweep/sensitivity/sensitivity_question.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Simulates a design over the space of a strategy and analyses what comes out, one report per
/// metric. The parameters are independent and each is uniform on its scale in the strategy's file:
/// that distribution is what indices are shares of.
///
/// - Shares of a simplex are one factor.
/// - Where a conditional parameter does not exist it has no effect; its indices count it over the
///   whole space all the same.
/// - Constraints between parameters make them depend on each other, and then no variance belongs to
///   one of them: sobol refuses, morris leaves out the effects that end at a forbidden point.
/// - Rows of points that the engine refuses, or that have no figure, are left out; Problem above
///   kMostLeftOut of them.
///
/// Curves at the best point: every other parameter as it is there, simulated.
[[nodiscard]] std::vector<SensitivityReport> direct_sensitivity(
    const Study& study, const SensitivityQuestion& question);

inline constexpr double kMostLeftOut = 0.1;

}  // namespace servesweep::sweep
