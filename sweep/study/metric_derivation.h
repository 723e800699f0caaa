#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "engine/metrics/summary.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {

/// What a quantity that does not exist amounts to. It is no zero: that would win comparisons.
inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// A metric and how it follows from figures of the engine.
template <class Source>
struct MetricDerivation {
  Metric metric;
  std::function<double(const Source&)> value;
};

/// Mean, percentiles and maximum of a latency as metrics `NAME_STATISTIC_ms`, as far as
/// `statistics` ("mean", "p50", …, "max") names them.
template <class Source>
void add_latency(std::vector<MetricDerivation<Source>>& metrics, const std::string& name,
                 const std::string& meaning, engine::LatencySummary Source::*latency,
                 const std::vector<std::string>& statistics);

/// A latency of all `requests` in ms, which may be infinite; undefined without requests.
[[nodiscard]] double late_ms(double of_all_us, std::int64_t requests);

/// `part / whole`, undefined without a whole.
[[nodiscard]] double share_of(std::int64_t part, std::int64_t whole);

/// Metrics `time_PART_mean_ms`: where the time of completed requests went.
template <class Source>
void add_breakdown(std::vector<MetricDerivation<Source>>& metrics);

}  // namespace servesweep::sweep
