#pragma once

#include <string>

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"
#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

/// How much each parameter matters, the most important first, with intervals: total and first
/// Sobol' index; of elementary effects mu*. Precondition: the report is not refused.
[[nodiscard]] io::ReportChart importance_chart(const SensitivityReport& report,
                                               const std::string& id);

/// Which parameters matter for each objective, between which the reader chooses, and where they are
/// good: what `servesweep sensitivity` says of the folder, for each strategy with parameters on the
/// workload that is looked at. LeftOut if no strategy has any.
[[nodiscard]] io::ReportSection sensitivity_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
