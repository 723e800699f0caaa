#pragma once

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// The finding in words, and the study's criteria as `servesweep criteria` judges them: of every
/// strategy whether it is a win, and of the chosen one the figures behind that. Simulates fresh
/// seeds, or judges on the study's own if nothing shall be simulated.
[[nodiscard]] io::ReportSection headline_section(const ReportSubject& subject);

}  // namespace servesweep::sweep
