#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

/// "-5.2 %", or a figure in the metric's unit where nothing is relative; "-" if it is NaN.
[[nodiscard]] std::string response_text(double response, const SensitivityReport& report);

/// "5.2 %": a difference of responses, without a sign.
[[nodiscard]] std::string spread_text(double size, const SensitivityReport& report);

/// The factors from the most to the least important.
[[nodiscard]] std::vector<const FactorSensitivity*> factors_by_weight(
    const SensitivityReport& report);

/// The factors from the most to the least important with their indices or elementary effects.
[[nodiscard]] io::Table importance_table(const SensitivityReport& report);

/// In the same order: where each is good, with all others at the best point and on average.
[[nodiscard]] io::Table range_table(const SensitivityReport& report);

/// In the same order: responses at every level. `repeat`: the factor's name in every row.
[[nodiscard]] io::Table curve_table(const SensitivityReport& report, bool repeat);

}  // namespace servesweep::sweep
