#include "tests/benchmark/search_topic.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "sweep/search/make_optimiser.h"
#include "sweep/statistics/mean_interval.h"
#include "tests/benchmark/columns.h"
#include "tests/benchmark/race_report.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/search_run.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr std::int64_t kMostEvaluations = 1'000'000;

std::size_t count_of(const sweep::CommandLine& line, const std::string& option, int smallest) {
  return static_cast<std::size_t>(
      size_for(line, line.integer(option, 1, kMostEvaluations), std::int64_t{smallest}));
}

/// What a proposal costs about a number of observations, in milliseconds, over all searches.
struct CostAt {
  std::size_t observations;
  double mean = 0;
  double largest = 0;
};

std::vector<CostAt> costs_at(const std::vector<SearchRun>& runs) {
  std::vector<CostAt> result;
  for (const std::size_t mark : {50U, 100U, 200U, 400U, 1000U}) {
    CostAt at{mark};
    std::size_t count = 0;
    for (const SearchRun& run : runs) {
      for (const SearchRun::Cost& cost : run.costs) {
        if (cost.observations < mark - mark / 10 || cost.observations > mark + mark / 10) continue;
        at.mean += 1e3 * cost.seconds;
        at.largest = std::max(at.largest, 1e3 * cost.seconds);
        ++count;
      }
    }
    if (count == 0) continue;
    at.mean /= static_cast<double>(count);
    result.push_back(at);
  }
  return result;
}

void report_costs(const std::vector<SearchRun>& runs, Report& report) {
  io::Table table({numbers("observations"), numbers("mean", "ms"), numbers("largest", "ms")});
  nlohmann::ordered_json figures = nlohmann::ordered_json::array();
  for (const CostAt& at : costs_at(runs)) {
    table.add_row({static_cast<std::int64_t>(at.observations), at.mean, at.largest});
    figures.push_back(
        {{"observations", at.observations}, {"mean_ms", at.mean}, {"largest_ms", at.largest}});
  }
  report.tables.emplace_back(
      "Processor time of a proposal, within a tenth of so many observations:", std::move(table));
  report.figures["costs"] = std::move(figures);
}

SearchBudget budget_of(const sweep::CommandLine& line, const SearchProblem& problem) {
  return {.evaluations = count_of(line, "evaluations", 8),
          .batch = line.has("batch") ? count_of(line, "batch", 1) : problem.batch,
          .pending = line.has("pending") ? count_of(line, "pending", 3) : 0};
}

std::vector<SearchRun> run_all(const SearchProblem& problem, const std::string& method,
                               const SearchBudget& budget, std::size_t seeds) {
  std::vector<SearchRun> runs;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const auto optimiser = sweep::make_optimiser(
        *sweep::optimiser_method_named(method), problem.space(),
        {.seed = seed, .reference = problem.reference, .evaluations = budget.evaluations});
    runs.push_back(run_search(problem, *optimiser, budget, seed));
  }
  return runs;
}

Report measure_search(const sweep::CommandLine& line) {
  if (line.has("race")) return race_report(line);
  const SearchProblem& problem = search_problem(line.word("problem", search_problem_names()));
  const std::string method = line.word("method", sweep::optimiser_method_names());
  const std::size_t seeds = count_of(line, "seeds", 2);
  const SearchBudget budget = budget_of(line, problem);
  const std::vector<SearchRun> runs = run_all(problem, method, budget, seeds);
  std::vector<double> hypervolumes;
  Samples milliseconds;
  for (const SearchRun& run : runs) {
    hypervolumes.push_back(run.hypervolume);
    milliseconds.add(1e3 * run.proposal_seconds / static_cast<double>(run.evaluations));
  }
  const sweep::MeanInterval mean = sweep::mean_interval(hypervolumes);
  const double best_share = mean.mean / problem.best_hypervolume;
  io::Table table({words("problem"), words("method"), numbers("evaluations"), numbers("seeds"),
                   numbers("mean hypervolume", "", 4), numbers("±", "", 2),
                   numbers("of the best", "%"), numbers("per point", "ms")});
  table.add_row({problem.name, method, static_cast<std::int64_t>(budget.evaluations),
                 static_cast<std::int64_t>(seeds), mean.mean, mean.half_width, 100 * best_share,
                 milliseconds.median()});
  Report report;
  report.tables.emplace_back(
      "Hypervolume of the true objectives of all points evaluated, mean with its 95 % interval:",
      std::move(table));
  report.figures = {{"problem", problem.name},
                    {"method", method},
                    {"evaluations", budget.evaluations},
                    {"seeds", seeds},
                    {"batch", budget.batch},
                    {"pending", budget.pending},
                    {"mean_hypervolume", mean.mean},
                    {"half_width_95", mean.half_width},
                    {"best_hypervolume", problem.best_hypervolume},
                    {"hypervolumes", hypervolumes},
                    {"ms_per_proposal", milliseconds.median()}};
  if (line.has("cost")) report_costs(runs, report);
  return report;
}

}  // namespace

Topic search_topic() {
  Topic topic{.line = topic_line(
                  "search", "how much of a Pareto front a search finds, and what it costs",
                  "Each seed searches from the start. Noise, where the problem has any, reaches\n"
                  "what the method is told; the hypervolume is of the truth. The time is the\n"
                  "processor's in the method alone, per point, median of the seeds.\n"
                  "Problems: " +
                      fmt::format("{}", fmt::join(search_problem_names(), ", ")) + ".\nMethods: " +
                      fmt::format("{}", fmt::join(sweep::optimiser_method_names(), ", ")) + ".\n" +
                      kRaceHelp,
                  {"search", "search --problem zdt1 --method sobol --evaluations 100 --json",
                   "search --race --seconds 5"}),
              .measure = measure_search};
  topic.line.value("--problem", "NAME", "what to search", "branin-currin-noisy")
      .value("--method", "NAME", "how to search", "random")
      .value("--evaluations", "N", "points that a search may evaluate", "86")
      .value("--seeds", "N", "independent searches", "20")
      .value("--batch", "N", "points to ask for at once; else as usual for the problem")
      .value("--pending", "N", "points under way at once, if more than a batch: asynchronous")
      .flag("--cost", "what a proposal costs by the number of observations");
  add_race_options(topic.line);
  return topic;
}

}  // namespace servesweep::benchmark
