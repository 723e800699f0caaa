#include "sweep/explanation/ablation.h"

#include <algorithm>

#include "engine/base/contract.h"
#include "sweep/run/direct_runs.h"

namespace servesweep::sweep {
namespace {

/// metric_values() by combination and seed.
using Runs = std::vector<std::vector<std::vector<double>>>;

Runs simulate_design(const AblationQuestion& question, const std::vector<MechanismSet>& design) {
  std::vector<engine::Scenario> scenarios;
  for (const MechanismSet taken : design) scenarios.push_back(question.strategy.with(taken));
  DirectRuns direct(std::move(scenarios), {question.workload}, question.threads);
  direct.measure({question.metrics.begin(), question.metrics.end()});
  std::vector<DirectRun> list;
  for (const std::uint64_t seed : question.seeds) {
    for (std::size_t i = 0; i < design.size(); ++i) list.push_back({.scenario = i, .seed = seed});
  }
  std::vector<std::vector<double>> values = direct.metrics(list, question.classes);
  Runs runs(design.size());
  for (std::size_t run = 0; run < values.size(); ++run) {
    runs[run % design.size()].push_back(std::move(values[run]));
  }
  return runs;
}

CombinationValues combination_values(const Runs& runs, const std::vector<MechanismSet>& design,
                                     std::size_t metric) {
  CombinationValues values;
  for (std::size_t i = 0; i < design.size(); ++i) {
    for (const std::vector<double>& run : runs[i]) values[design[i]].push_back(run[metric]);
  }
  return values;
}

}  // namespace

Ablation ablate(const AblationQuestion& question) {
  Ablation ablation;
  ablation.mechanisms = question.strategy.mechanisms();
  const std::size_t count = ablation.mechanisms.size();
  const std::vector<MechanismSet> design = ablation_design(count);
  const Runs runs = simulate_design(question, design);
  const std::vector<Metric> metrics = study_metrics(question.classes);
  for (const std::string& name : question.metrics) {
    const auto found = std::ranges::find_if(
        metrics, [&](const Metric& metric) { return metric.column.name == name; });
    SERVESWEEP_EXPECT(found != metrics.end());
    const auto position = static_cast<std::size_t>(found - metrics.begin());
    ablation.metrics.push_back(
        {.metric = *found,
         .effects = factorial_effects(combination_values(runs, design, position), count,
                                      question.confidence)});
  }
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    std::vector<SeedPair> pairs;
    for (std::size_t seed = 0; seed < question.seeds.size(); ++seed) {
      pairs.push_back({runs.back()[seed][m], runs.front()[seed][m]});
    }
    ablation.changes.push_back({metrics[m], paired_difference(pairs, question.confidence)});
  }
  return ablation;
}

}  // namespace servesweep::sweep
