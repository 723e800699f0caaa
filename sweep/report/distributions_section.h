#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// TTFT and E2E of all requests and of each SLO class, the chosen strategy beside the baseline:
/// distribution functions, and the percentiles that `servesweep rank --pooled` gives, over the
/// requests of all seeds whose tables the folder has of both. LeftOut without a strategy or a
/// table.
[[nodiscard]] io::ReportSection distributions_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
