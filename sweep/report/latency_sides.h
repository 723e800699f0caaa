#pragma once

#include <array>
#include <string>
#include <vector>

#include "sweep/cli/kept_latencies.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// The latencies of one strategy, by group and seed.
struct LatencySide {
  std::string name;
  std::vector<LatenciesBySeed> latencies;
};

/// The baseline, and behind it the strategy that a report looks at closely.
using LatencySides = std::array<LatencySide, 2>;

/// Latencies of both on the workload that is looked at, over the seeds of which the folder has the
/// request tables of both. LeftOut without a strategy or a common table.
[[nodiscard]] LatencySides latency_sides(const ReportSubject& subject,
                                         const std::vector<LatencyGroup>& groups);

/// Those of all seeds.
[[nodiscard]] std::vector<double> pooled_of(const LatenciesBySeed& by_seed);

}  // namespace servesweep::sweep
