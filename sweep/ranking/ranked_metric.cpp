#include "sweep/ranking/ranked_metric.h"

#include <algorithm>

#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {
namespace {

struct NamedMetric {
  std::string name, label;
};

std::vector<NamedMetric> wanted_metrics(std::span<const Objective> objectives,
                                        std::span<const std::string> classes,
                                        const std::string& by) {
  std::vector<NamedMetric> wanted = {{"ttft_p99_ms", "TTFT p99"},
                                     {"e2e_p99_ms", "E2E p99"},
                                     {"output_tokens_per_s", "tokens/s"},
                                     {kServedShare, "served"}};
  for (const std::string& name : classes) {
    wanted.push_back({"ttft_p99_ms." + name, "p99 " + name});
  }
  wanted.push_back({"jain_class_ttft", "Jain class"});
  wanted.push_back({"jain_tenant_tokens", "Jain tenant"});
  for (const Objective& objective : objectives) {
    wanted.push_back({objective.metric, objective.metric});
  }
  wanted.push_back({by, by});
  return wanted;
}

}  // namespace

std::vector<RankedMetric> ranked_metrics(const std::vector<Metric>& metrics,
                                         std::span<const Objective> objectives,
                                         std::span<const std::string> classes,
                                         const std::string& by) {
  std::vector<RankedMetric> ranked;
  for (const NamedMetric& wanted : wanted_metrics(objectives, classes, by)) {
    const auto metric = std::find_if(metrics.begin(), metrics.end(),
                                     [&](const Metric& m) { return m.column.name == wanted.name; });
    const bool listed = std::any_of(ranked.begin(), ranked.end(), [&](const RankedMetric& r) {
      return r.column.name == wanted.name;
    });
    if (metric == metrics.end() || listed) continue;
    ranked.push_back({.column = metric->column,
                      .label = wanted.label,
                      .goal = goal_of(*metric, objectives),
                      .position = static_cast<std::size_t>(metric - metrics.begin())});
  }
  return ranked;
}

}  // namespace servesweep::sweep
