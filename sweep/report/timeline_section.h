#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// Load, queues, batches, steps, KV memory, preemptions and tier traffic over time of one run each
/// of the baseline and the chosen strategy, under the first seed that both have done. Both are
/// simulated again; whether that gave the stored metrics is checked and said. LeftOut without a
/// strategy or a common seed, or if nothing may be simulated.
[[nodiscard]] io::ReportSection timeline_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
