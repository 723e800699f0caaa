#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// Simulations of the study that failed: by kind with an example and its reason, as `servesweep
/// status` tells them, and by strategy. Without any it says so.
[[nodiscard]] io::ReportSection failures_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
