#pragma once

#include <vector>

#include "io/yaml/document.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {

/// The metric that a node names. Problem with the nearest name if it is not among `metrics`. The
/// result refers to `metrics`.
[[nodiscard]] const Metric& read_metric(const io::Document& node,
                                        const std::vector<Metric>& metrics);

}  // namespace servesweep::sweep
