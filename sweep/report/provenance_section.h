#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// What the figures rest on: versions, the command, seeds, hashes of the study and of every file,
/// and how to get them again.
[[nodiscard]] io::ReportSection provenance_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
