#include "sweep/study/metric_derivation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::ClassSummary;
using engine::LatencySummary;
using engine::Summary;

struct Statistic {
  const char* name;
  const char* meaning;
  double LatencySummary::*value_us;
};

constexpr std::array<Statistic, 6> kStatistics{{
    {"mean", "mean", &LatencySummary::mean_us},
    {"p50", "median", &LatencySummary::p50_us},
    {"p90", "90th percentile", &LatencySummary::p90_us},
    {"p95", "95th percentile", &LatencySummary::p95_us},
    {"p99", "99th percentile", &LatencySummary::p99_us},
    {"max", "longest", &LatencySummary::max_us},
}};

}  // namespace

double late_ms(double of_all_us, std::int64_t requests) {
  return requests == 0 ? kUndefined : of_all_us / kUsPerMs;
}

double share_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? kUndefined : static_cast<double>(part) / static_cast<double>(whole);
}

template <class Source>
void add_latency(std::vector<MetricDerivation<Source>>& metrics, const std::string& name,
                 const std::string& meaning, LatencySummary Source::*latency,
                 const std::vector<std::string>& statistics) {
  for (const Statistic& statistic : kStatistics) {
    if (std::find(statistics.begin(), statistics.end(), statistic.name) == statistics.end()) {
      continue;
    }
    metrics.push_back({{{fmt::format("{}_{}_ms", name, statistic.name), "ms",
                         fmt::format("{}, {}", meaning, statistic.meaning)},
                        Goal::minimize},
                       [latency, value_us = statistic.value_us](const Source& source) {
                         const LatencySummary& summary = source.*latency;
                         return summary.count == 0 ? kUndefined : summary.*value_us / kUsPerMs;
                       }});
  }
}

template <class Source>
void add_breakdown(std::vector<MetricDerivation<Source>>& metrics) {
  for (std::size_t i = 0; i < engine::kBreakdownParts; ++i) {
    const engine::BreakdownPart& part = engine::kBreakdown[i];
    metrics.push_back({{{fmt::format("time_{}_mean_ms", part.name), "ms",
                         fmt::format("part of the end-to-end latency: {}", part.meaning)},
                        Goal::minimize},
                       [i](const Source& source) {
                         if (source.e2e.count == 0) return kUndefined;
                         return source.breakdown_mean_us[i] / kUsPerMs;
                       }});
  }
}

template void add_latency(std::vector<MetricDerivation<Summary>>&, const std::string&,
                          const std::string&, LatencySummary Summary::*,
                          const std::vector<std::string>&);
template void add_latency(std::vector<MetricDerivation<ClassSummary>>&, const std::string&,
                          const std::string&, LatencySummary ClassSummary::*,
                          const std::vector<std::string>&);
template void add_breakdown(std::vector<MetricDerivation<Summary>>&);
template void add_breakdown(std::vector<MetricDerivation<ClassSummary>>&);

}  // namespace servesweep::sweep
