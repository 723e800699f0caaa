#pragma once

#include <string>
#include <vector>

#include "engine/simulate.h"
#include "sweep/study/summary_metrics.h"

namespace servesweep::sweep {

/// Appends the metrics that cost extra and are measured only where a study names one of them in its
/// objectives, constraints, claims or criteria; elsewhere they are undefined:
///
///   routing_regret_mean, routing_regret_max   RoutingRegret::mean, largest
///   routing_wait_regret_mean_ms               RoutingRegret::wait_mean_us
///   priority_inversions                       see engine/metrics/priority_inversions.h
void add_optional_metrics(std::vector<SummaryMetric>& metrics);

/// Whether a metric is one of them.
[[nodiscard]] bool is_optional_metric(const std::string& name);

/// What a simulator has to watch so that the metrics of these names are there.
[[nodiscard]] engine::Observers observers_for(const std::vector<std::string>& metrics);

}  // namespace servesweep::sweep
