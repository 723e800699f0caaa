#include "sweep/criteria/point_figures.h"

#include <algorithm>

#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {
namespace {

void add_names(std::set<std::string>& names, const Threshold& threshold) {
  names.insert(threshold.metric);
  if (threshold.kind == Threshold::Kind::below) names.insert(threshold.other);
  for (const std::string& share : served_shares(threshold.metric)) names.insert(share);
}

}  // namespace

std::set<std::string> judged_metrics(std::span<const Criterion> criteria,
                                     std::span<const std::string> classes) {
  std::set<std::string> names;
  for (const Criterion& criterion : criteria) {
    for (const Threshold& threshold : criterion.thresholds) {
      if (criterion.kind != Criterion::Kind::every_class) {
        add_names(names, threshold);
        continue;
      }
      for (const std::string& one : classes) add_names(names, threshold.of_class(one));
    }
  }
  return names;
}

FiguresOfMetrics figures_of(const io::StudyIndex& index, std::int64_t point, std::int64_t workload,
                            const std::set<std::string>& metrics) {
  FiguresOfMetrics figures;
  for (std::size_t m = 0; m < index.metrics.size(); ++m) {
    if (!metrics.contains(index.metrics[m].name)) continue;
    SeedValues& values = figures[index.metrics[m].name];
    for (std::size_t row = 0; row < index.plan.size(); ++row) {
      const io::PlanRow& run = index.plan[row];
      if (run.point != point || run.workload != workload) continue;
      if (run.status == io::RunStatus::done) values.emplace_back(run.seed, index.values[m][row]);
    }
    std::ranges::sort(values);
  }
  return figures;
}

}  // namespace servesweep::sweep
