#include "sweep/study/metrics.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/class_metrics.h"
#include "sweep/study/summary_metrics.h"

namespace servesweep::sweep {

const char* name_of(Goal goal) {
  return goal == Goal::minimize ? "minimize" : "maximize";
}

std::vector<Metric> study_metrics(std::span<const std::string> classes) {
  std::vector<Metric> metrics;
  for (const SummaryMetric& derived : summary_metrics()) metrics.push_back(derived.metric);
  for (const std::string& slo_class : classes) {
    for (const ClassMetric& derived : class_metrics()) {
      Metric metric = derived.metric;
      metric.column.name = fmt::format("{}.{}", metric.column.name, slo_class);
      metric.column.description = fmt::format("{}, class {}", metric.column.description, slo_class);
      metrics.push_back(std::move(metric));
    }
  }
  return metrics;
}

std::vector<double> metric_values(const engine::Summary& summary,
                                  std::span<const std::string> classes) {
  std::vector<double> values;
  values.reserve(summary_metrics().size() + classes.size() * class_metrics().size());
  for (const SummaryMetric& derived : summary_metrics()) values.push_back(derived.value(summary));
  for (const std::string& name : classes) {
    const auto found = std::find_if(summary.classes.begin(), summary.classes.end(),
                                    [&](const auto& one) { return one.slo_class == name; });
    for (const ClassMetric& derived : class_metrics()) {
      values.push_back(found == summary.classes.end() ? kUndefined : derived.value(*found));
    }
  }
  return values;
}

}  // namespace servesweep::sweep
