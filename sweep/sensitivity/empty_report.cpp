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
  report.scale = question.scale;
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

void check_independence(const StrategyTemplate& strategy) {
  if (strategy.space().constraints().empty()) return;
  throw engine::Problem(fmt::format("strategy {}", strategy.name()), "has no Sobol' indices",
                        fmt::format("the constraint {} makes its parameters depend on each other",
                                    strategy.space().constraints().front().text()),
                        "use --method morris, or narrow the ranges until it always holds");
}

void describe(const Eigen::VectorXd& responses, SensitivityReport& report) {
  std::vector<double> known;
  for (const double value : responses) {
    if (std::isfinite(value)) known.push_back(value);
  }
  if (known.size() < 2) return;
  report.mean = mean_of(known);
  report.deviation = std::sqrt(covariance_of(known, known));
  report.lowest = std::ranges::min(known);
  report.highest = std::ranges::max(known);
}

void describe(const RelativeResponse& response, SensitivityReport& report) {
  const Eigen::VectorXd responses = response.mean();
  report.is_relative = response.is_relative();
  report.baseline_mean = response.baseline_mean();
  report.points = static_cast<std::size_t>(responses.array().isFinite().count());
  describe(responses, report);
}

}  // namespace servesweep::sweep
