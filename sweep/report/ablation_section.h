#pragma once

#include <string>

#include "io/report/report_section.h"
#include "sweep/cli/explain_view.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// What each mechanism does to a metric, with intervals: alone, left out, and its share of the
/// whole effect where all combinations were simulated. In per cent of the baseline's value; in the
/// metric's unit where a ratio means nothing.
[[nodiscard]] io::ReportChart ablation_chart(const Explanation& explanation,
                                             const AblatedMetric& metric, const std::string& id);

/// Which mechanisms of the chosen strategy make the difference, how they interact, and the negative
/// controls: what `servesweep explain` says of them. LeftOut without a strategy, or if nothing may
/// be simulated.
[[nodiscard]] io::ReportSection ablation_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
