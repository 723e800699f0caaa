#pragma once

#include "sweep/study/metric_derivation.h"

namespace servesweep::sweep {

using SummaryMetric = MetricDerivation<engine::Summary>;

/// The metrics over all requests of a run.
[[nodiscard]] const std::vector<SummaryMetric>& summary_metrics();

}  // namespace servesweep::sweep
