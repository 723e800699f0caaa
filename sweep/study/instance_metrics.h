#pragma once

#include <vector>

#include "sweep/study/summary_metrics.h"

namespace servesweep::sweep {

/// Appends how evenly a gateway used its instances. Of N instances with shares x of what was sent
/// to them (whatever became of it):
///
///   busiest_share            max x / Σx: 1/N if all are alike, 1 if one has everything
///   jain_instance_requests   Jain index (Σx)²/(N·Σx²) over requests: 1 if alike, 1/N if one has
///   all jain_instance_tokens     the same over prompt and output tokens that were worked on
///
/// Undefined if nothing was sent. Source of the index: R. Jain, D. Chiu, W. Hawe, "A quantitative
/// measure of fairness and discrimination for resource allocation in shared computer systems", DEC
/// TR-301, 1984.
void add_instance_metrics(std::vector<SummaryMetric>& metrics);

}  // namespace servesweep::sweep
