#include "sweep/run/stored_history.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

bool has_baseline(const Plan& plan, const io::StudyIndex& index) {
  for (const PlannedRun& run : plan.runs()) {
    const bool missing = index.plan[run.same_as.index()].status != io::RunStatus::done;
    if (plan.points()[run.point.index()].strategy == 0 && missing) return false;
  }
  return true;
}

}  // namespace

std::vector<std::pair<RunId, std::vector<double>>> stored_figures(
    const io::StudyIndex& index, const Plan& plan, const std::vector<std::size_t>& metrics) {
  std::vector<std::pair<RunId, std::vector<double>>> all;
  for (const RunId run : plan.distinct_runs()) {
    if (index.plan[run.index()].status == io::RunStatus::missing) continue;
    std::vector<double> figures;
    for (const std::size_t metric : metrics) figures.push_back(index.values[metric][run.index()]);
    all.emplace_back(run, std::move(figures));
  }
  return all;
}

std::unique_ptr<SearchHistory> stored_history(const PlannedStudy& planned,
                                              const io::StudyIndex& index) {
  if (!has_baseline(planned.plan, index)) return nullptr;
  auto history = std::make_unique<SearchHistory>(planned.study, planned.plan);
  for (auto& [run, figures] : stored_figures(index, planned.plan, history->objective().metrics())) {
    history->note(run, std::move(figures));
  }
  history->begin();
  for (std::size_t i = 0; i < planned.decisions.size(); ++i) {
    history->add(planned.decisions[i], planned.trials[i]);
  }
  (void)history->settle();
  return history;
}

}  // namespace servesweep::sweep
