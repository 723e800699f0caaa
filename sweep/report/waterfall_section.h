#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// Where the difference in latency of the chosen strategy comes from: what `servesweep explain`
/// says of parts. LeftOut without one, or if nothing may be simulated.
[[nodiscard]] io::ReportSection waterfall_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
