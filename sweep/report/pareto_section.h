#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// What `servesweep pareto` tells of the study's objectives: on each workload every point by its
/// means, those on the front marked, in a chart in which two points can be compared. LeftOut if the
/// study has one objective.
[[nodiscard]] io::ReportSection pareto_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
