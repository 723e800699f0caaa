#pragma once

#include "sweep/sensitivity/relative_response.h"
#include "sweep/sensitivity/sensitivity_question.h"
#include "sweep/sensitivity/sensitivity_report.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// A report that knows what it is of, and its factors with their levels. Problem if the strategy
/// has no free parameter.
[[nodiscard]] SensitivityReport empty_report(const Study& study,
                                             const SensitivityQuestion& question,
                                             const Metric& metric);

/// Fills in what responses are like over the points, those without figures left out.
void describe(const RelativeResponse& response, SensitivityReport& report);

}  // namespace servesweep::sweep
