#include "sweep/criteria/direct_figures.h"

#include <utility>

#include "sweep/run/direct_runs.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {

std::vector<FiguresOfMetrics> direct_figures(std::vector<engine::Scenario> scenarios,
                                             std::vector<WorkloadFile> workloads,
                                             const std::vector<WantedFigures>& wanted,
                                             const std::set<std::string>& metrics,
                                             const std::vector<std::string>& classes, int threads) {
  std::vector<DirectRun> runs;
  for (const WantedFigures& one : wanted) {
    for (const std::uint64_t seed : one.seeds) {
      runs.push_back({.scenario = one.scenario, .workload = one.workload, .seed = seed});
    }
  }
  DirectRuns direct(std::move(scenarios), std::move(workloads), threads);
  direct.measure({metrics.begin(), metrics.end()});
  const std::vector<std::vector<double>> values = direct.metrics(runs, classes);
  const std::vector<Metric> names = study_metrics(classes);
  std::vector<FiguresOfMetrics> figures(wanted.size());
  std::size_t run = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (const std::uint64_t seed : wanted[i].seeds) {
      for (std::size_t m = 0; m < names.size(); ++m) {
        const std::string& name = names[m].column.name;
        if (metrics.contains(name)) figures[i][name].emplace_back(seed, values[run][m]);
      }
      ++run;
    }
  }
  return figures;
}

}  // namespace servesweep::sweep
