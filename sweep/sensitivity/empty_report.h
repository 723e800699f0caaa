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

/// Problem if constraints between its parameters make them depend on each other, so that no
/// variance belongs to one of them alone.
void check_independence(const StrategyTemplate& strategy);

/// Fills in what responses are like over the points, those without figures left out.
void describe(const RelativeResponse& response, SensitivityReport& report);
/// The same of the responses themselves: their mean, spread and range.
void describe(const Eigen::VectorXd& responses, SensitivityReport& report);

}  // namespace servesweep::sweep
