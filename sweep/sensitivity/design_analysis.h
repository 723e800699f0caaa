#pragma once

#include <vector>

#include "sweep/sensitivity/design_response.h"
#include "sweep/sensitivity/main_effects.h"
#include "sweep/sensitivity/morris_design.h"
#include "sweep/sensitivity/saltelli_design.h"
#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

/// Fills in first-order and total indices and the curves on average of a report's factors, which
/// have their levels, from a response at the points of a design, of which some rows count. Numbers
/// are means over the response's functions, intervals from resampling rows, seeds and functions
/// together. `goal`, `within` and `confidence` are those of the report.
void analyse(const SaltelliDesign& design, const MainEffects& effects,
             const std::vector<Eigen::Index>& rows, const DesignResponse& response,
             SensitivityReport& report);

/// Fills in the elementary effects.
void analyse(const MorrisDesign& design, const DesignResponse& response, SensitivityReport& report);

/// Judges the factors by their total indices, or magnitudes: they are negligible up to kLeastShare
/// of the variance, or of the largest magnitude; and they matter above it and above what is chance
/// (`noise`, in that unit), which sets the report's threshold.
void judge_importance(double noise, SensitivityReport& report);

/// The curve of responses, with its range; nothing if all are NaN.
[[nodiscard]] std::optional<EffectCurve> curve_of(std::vector<Estimate> responses,
                                                  const SensitivityReport& report);

inline constexpr double kLeastShare = 0.05;

}  // namespace servesweep::sweep
