#include "sweep/cli/explained_choice.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/cli/chosen_point.h"
#include "sweep/ranking/objective_question.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

std::size_t strategy_called(const std::string& name, const Study& study,
                            const std::string& option) {
  std::vector<std::string> names;
  for (const StrategyTemplate& strategy : study.strategies()) {
    if (strategy.name() == name) return names.size();
    names.push_back(strategy.name());
  }
  throw Problem(option, fmt::format("the study has no strategy '{}'", name), "",
                engine::suggest_name(name, names));
}

/// A strategy at the point that `rank` shows on a workload.
struct ShownPoint {
  ExplainedSide side;
  engine::Scenario scenario;
  std::size_t seeds = 0;  ///< done
};

ShownPoint shown_point(Results& results, std::size_t workload, const std::string& strategy) {
  const RankingQuestion question = objective_question(results.study);
  for (const std::size_t column : question.columns()) results.load(column);
  for (const Ranking& ranking : rank(results.index, question)) {
    if (ranking.workload != static_cast<std::int64_t>(workload)) continue;
    for (const RankedPoint& row : ranking.rows) {
      if (row.point.strategy != strategy) continue;
      if (row.seeds == 0 && row.points > 1) break;
      const PlannedPoint& point = results.plan.points()[static_cast<std::size_t>(row.point.id)];
      return {.side = {.name = strategy, .point = point.point.label(), .points = row.points},
              .scenario = point.scenario,
              .seeds = row.seeds};
    }
  }
  throw Problem(results.folder.path().string(),
                fmt::format("holds no finished run of {} on this workload", strategy),
                "its best point is not known", "run the study first, or give the point with --set");
}

}  // namespace

std::vector<std::uint64_t> explained_seeds(const Study& study, std::size_t done) {
  if (!study.seeds_by_need()) return study.seeds();
  std::vector<std::uint64_t> seeds = study.all_seeds();
  seeds.resize(std::clamp(done, study.seeds().size(), seeds.size()));
  return seeds;
}

ExplainedChoice explained_choice(const CommandLine& line, Results& results) {
  const Study& study = results.study;
  ExplainedChoice choice;
  choice.workload = chosen_workload(line, study.workloads());
  const std::size_t strategy = strategy_called(line.text("STRATEGY"), study, "STRATEGY");
  const std::size_t baseline =
      line.has("against") ? strategy_called(line.text("against"), study, "--against") : 0;
  ShownPoint shown;
  if (line.has("set")) {
    const Point point = chosen_point(line, study, strategy);
    shown.side = {.name = study.strategies()[strategy].name(), .point = point.label()};
    shown.scenario = study.scenario_at(strategy, point);
  } else {
    shown = shown_point(results, choice.workload, study.strategies()[strategy].name());
  }
  choice.strategy = shown.side;
  choice.strategy_scenario = shown.scenario;
  const std::size_t done = shown.seeds;
  shown = shown_point(results, choice.workload, study.strategies()[baseline].name());
  choice.baseline = shown.side;
  choice.baseline_scenario = shown.scenario;
  choice.seeds = explained_seeds(study, std::min(done, shown.seeds));
  return choice;
}

}  // namespace servesweep::sweep
