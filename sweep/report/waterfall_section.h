#pragma once

#include <string>

#include "io/report/report_section.h"
#include "sweep/cli/explain_view.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// From the baseline's latency to the strategy's, part by part, as bars that stand on each other.
/// First what makes it longer, then what makes it shorter, each in the order of LatencyPart: so no
/// bar goes below the strategy's latency, let alone 0. A part that is 0 under every seed has no
/// bar.
[[nodiscard]] io::ReportChart waterfall_chart(const ExplainView& view, const ExplainedCell& cell,
                                              const std::string& id);

/// Where the difference in latency of the chosen strategy comes from: what `servesweep explain`
/// says of parts. LeftOut without one, or if nothing may be simulated.
[[nodiscard]] io::ReportSection waterfall_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
