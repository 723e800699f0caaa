#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// At which loads each strategy wins: what `servesweep regimes` says of a study with load levels,
/// and each figure against the load, with intervals. Against the study's own baseline. Of a study
/// that has several workloads without levels the tables alone; of one workload LeftOut.
[[nodiscard]] io::ReportSection regimes_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
