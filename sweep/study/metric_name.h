#pragma once

#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {

/// "did you mean 'x'?", or a few metrics like it: there are too many to list. A name without its
/// unit ("ttft_p99") has it added, one that is part of a name ("p99") is told some of those.
[[nodiscard]] std::string suggest_metric(const std::string& name,
                                         const std::vector<std::string>& known);

/// The metric that a node names. Problem with the nearest name if it is not among `metrics`. The
/// result refers to `metrics`.
[[nodiscard]] const Metric& read_metric(const io::Document& node,
                                        const std::vector<Metric>& metrics);

}  // namespace servesweep::sweep
