#pragma once

#include "sweep/study/metric_derivation.h"

namespace servesweep::sweep {

using ClassMetric = MetricDerivation<engine::ClassSummary>;

/// The metrics of one SLO class; names without the class.
[[nodiscard]] const std::vector<ClassMetric>& class_metrics();

}  // namespace servesweep::sweep
