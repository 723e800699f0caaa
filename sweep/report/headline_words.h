#pragma once

#include <string>
#include <vector>

#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// The ranking of one workload in sentences: what the first strategy changes in each objective, how
/// sure that is, and who cannot be told from the best.
[[nodiscard]] std::vector<std::string> headline_words(const ReportSubject& subject,
                                                      std::size_t workload);

}  // namespace servesweep::sweep
