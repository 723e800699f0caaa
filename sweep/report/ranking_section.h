#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// What `servesweep rank` tells, workload by workload: the change of every strategy from the
/// baseline in every objective, with its interval, means, verdicts and what to know about them.
[[nodiscard]] io::ReportSection ranking_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
