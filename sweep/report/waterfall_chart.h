#pragma once

#include <string>

#include "io/report/report_chart.h"
#include "sweep/cli/explain_view.h"

namespace servesweep::sweep {

/// From the baseline's latency to the strategy's, part by part, as bars that stand on each other.
/// First what makes it longer, then what makes it shorter, each in the order of LatencyPart: so no
/// bar goes below the strategy's latency, let alone 0. A part that is 0 under every seed has no
/// bar.
[[nodiscard]] io::ReportChart waterfall_chart(const ExplainView& view, const ExplainedCell& cell,
                                              const std::string& id);

}  // namespace servesweep::sweep
