#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// What a search that learns has tried and gained, trial by trial, and who is on the front at the
/// end; the rounds of seeds by need: what `servesweep history` says. LeftOut if the study has
/// neither.
[[nodiscard]] io::ReportSection history_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
