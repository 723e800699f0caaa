#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// A command of the program on the folder that a report is about, as a shell must read it:
/// "servesweep rank 'my results' --pooled". `words` stand behind the folder.
[[nodiscard]] std::string report_command(const ReportSubject& subject, const std::string& verb,
                                         const std::vector<std::string>& words = {});

/// "--workload NAME", unless it is the study's first one, which verbs take by themselves.
[[nodiscard]] std::vector<std::string> workload_words(const ReportSubject& subject);

/// The command that simulates a run of the folder again, on the workload that is looked at, and
/// prints its metrics.
[[nodiscard]] std::string simulate_command(const ReportSubject& subject, const RankedPoint& point,
                                           std::uint64_t seed);

}  // namespace servesweep::sweep
