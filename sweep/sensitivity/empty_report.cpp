#include "sweep/sensitivity/empty_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/problem.h"
#include "sweep/statistics/moments.h"

namespace servesweep::sweep {

SensitivityReport empty_report(const Study& study, const SensitivityQuestion& question,
                               const Metric& metric) {
  const StrategyTemplate& strategy = study.strategies()[question.strategy];
  SensitivityReport report;
  report.method = question.method;
  report.strategy = strategy.name();
  report.workload = study.workloads()[question.workload].name;
  report.metric = metric.column.name;
  report.unit = metric.column.unit;
  report.goal = goal_of(metric, study.objectives());
  report.confidence = question.confidence;
  report.within = question.within;
  report.seeds = question.seeds.size();
  report.best = strategy.space().default_point();
  const std::vector<Factor> factors = factors_of(strategy.space());
  const std::vector<FactorLevels> levels = levels_of(strategy.space());
  for (std::size_t i = 0; i < factors.size(); ++i) {
    report.factors.push_back({.factor = factors[i], .levels = levels[i]});
  }
  if (!factors.empty()) return report;
  throw engine::Problem(fmt::format("strategy {}", report.strategy), "has no free parameter",
                        "there is nothing to be sensitive to", "choose another --strategy");
}

void describe(const RelativeResponse& response, SensitivityReport& report) {
  report.is_relative = response.is_relative();
  report.baseline_mean = response.baseline_mean();
  std::vector<double> known;
  for (const double value : response.mean()) {
    if (std::isfinite(value)) known.push_back(value);
  }
  report.points = known.size();
  if (known.size() < 2) return;
  report.mean = mean_of(known);
  report.deviation = std::sqrt(covariance_of(known, known));
  report.lowest = std::ranges::min(known);
  report.highest = std::ranges::max(known);
}

}  // namespace servesweep::sweep
