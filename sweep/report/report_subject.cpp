#include "sweep/report/report_subject.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/cli/headline_question.h"
#include "sweep/cli/point_names.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/report/left_out.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

/// Position of what an option names; the first if it names nothing.
std::size_t name_position(const std::vector<std::string>& names, const std::string& name,
                          const std::string& option) {
  if (name.empty()) return 0;
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw Problem(option, fmt::format("the study has no '{}'", name), "",
                engine::suggest_name(name, names));
}

std::optional<RankedPoint> chosen_row(const Ranking& ranking, const RankingQuestion& question,
                                      const std::string& strategy) {
  for (const RankedPoint& row : ranking.rows) {
    const std::string& name = row.point.strategy;
    if (name == question.baseline || row.seeds == 0) continue;
    const bool is_bound = std::ranges::find(question.bounds, name) != question.bounds.end();
    if (strategy.empty() ? !is_bound : name == strategy) return row;
  }
  return std::nullopt;
}

/// Seeds on which both points have finished, in the study's order.
std::vector<std::uint64_t> common_seeds(const Results& results, std::size_t workload,
                                        std::int64_t first, std::int64_t second) {
  std::set<std::uint64_t> done[2];
  for (const io::PlanRow& run : results.index.plan) {
    if (run.workload != static_cast<std::int64_t>(workload)) continue;
    if (run.status != io::RunStatus::done) continue;
    if (run.point == first) done[0].insert(run.seed);
    if (run.point == second) done[1].insert(run.seed);
  }
  std::vector<std::uint64_t> seeds = results.study.all_seeds();
  std::erase_if(seeds, [&](std::uint64_t seed) {
    return !done[0].contains(seed) || !done[1].contains(seed);
  });
  return seeds;
}

/// What is asked for, in names that the study has.
struct Names {
  explicit Names(const Study& study) {
    for (const StrategyTemplate& one : study.strategies()) strategies.push_back(one.name());
    for (const WorkloadFile& one : study.workloads()) workloads.push_back(one.name);
  }
  std::vector<std::string> strategies, workloads;
};

}  // namespace

ReportSubject ReportSubject::of(Results& results, ReportQuestion asked) {
  results.expect_finished_run("there is nothing to report");
  const Names names(results.study);
  const std::size_t workload = name_position(names.workloads, asked.workload, "--workload");
  const std::size_t baseline = name_position(names.strategies, asked.baseline, "--vs");
  (void)name_position(names.strategies, asked.strategy, "--strategy");
  RankingQuestion question = headline_question(results.study, names.strategies[baseline],
                                               results.study.objectives().front().metric);
  if (!asked.strategy.empty() && asked.strategy == question.baseline) {
    throw Problem("--strategy", fmt::format("'{}' is the baseline", asked.strategy),
                  "a strategy is compared with another", "name another one, or another --vs");
  }
  add_class_shares(results.study, question);
  for (const std::size_t column : question.columns()) results.load(column);
  std::vector<Ranking> rankings = rank(results.index, question);
  std::vector<BestSet> best_sets;
  for (const Ranking& one : rankings) {
    best_sets.push_back(best_set(results.index, question, one.workload));
  }
  const Ranking& ranking = rankings[workload];
  RankedPoint base = ranking.rows.front();
  std::optional<RankedPoint> chosen = chosen_row(ranking, question, asked.strategy);
  const std::int64_t other = chosen ? chosen->point.id : base.point.id;
  return {.results = results,
          .asked = std::move(asked),
          .question = std::move(question),
          .rankings = std::move(rankings),
          .best_sets = std::move(best_sets),
          .workload = workload,
          .baseline = std::move(base),
          .chosen = chosen,
          .seeds = common_seeds(results, workload, ranking.rows.front().point.id, other)};
}

const RankedPoint& ReportSubject::chosen_point() const {
  if (chosen) return *chosen;
  const std::string who =
      asked.strategy.empty() ? "no strategy but " + question.baseline : asked.strategy;
  throw LeftOut(fmt::format("{} has {} finished run on workload {}; run the study to its end.", who,
                            asked.strategy.empty() ? "a" : "no", workload_name()));
}

std::size_t ReportSubject::strategy_of(const RankedPoint& point) const {
  return results.plan.points()[static_cast<std::size_t>(point.point.id)].strategy;
}

const engine::Scenario& ReportSubject::scenario_of(const RankedPoint& point) const {
  return results.plan.points()[static_cast<std::size_t>(point.point.id)].scenario;
}

std::string ReportSubject::parameters_of(const RankedPoint& point) const {
  return point_label(results.plan, point.point.id);
}

const std::string& ReportSubject::workload_name() const {
  return results.study.workloads()[workload].name;
}

void ReportSubject::need_simulation(const std::string& command) const {
  if (asked.simulates) return;
  throw LeftOut(
      fmt::format("It needs simulations, and --no-simulation was given; {} tells it.", command));
}

}  // namespace servesweep::sweep
