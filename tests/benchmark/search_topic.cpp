#include "tests/benchmark/search_topic.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

constexpr std::int64_t kMost = 1'000'000;

std::size_t count_of(const sweep::CommandLine& line, const std::string& option, int smallest) {
  return static_cast<std::size_t>(
      size_for(line, line.integer(option, 1, kMost), std::int64_t{smallest}));
}

Report measure(const sweep::CommandLine& line) {
  if (line.has("race")) return race_report(line);
  const SearchProblem& problem = search_problem(line.word("problem", search_problem_names()));
  const std::string method = line.word("method", sweep::optimiser_method_names());
  const std::size_t evaluations = count_of(line, "evaluations", 8);
  const std::size_t seeds = count_of(line, "seeds", 2);
  const std::size_t batch = line.has("batch") ? count_of(line, "batch", 1) : problem.batch;
  std::vector<double> hypervolumes;
  Samples milliseconds;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const auto optimiser = sweep::make_optimiser(
        *sweep::optimiser_method_named(method), problem.space(),
        {.seed = seed, .reference = problem.reference, .evaluations = evaluations});
    const SearchRun run = run_search(problem, *optimiser, evaluations, batch, seed);
    hypervolumes.push_back(run.hypervolume);
    milliseconds.add(1e3 * run.proposal_seconds / static_cast<double>(run.evaluations));
  }
  const sweep::MeanInterval mean = sweep::mean_interval(hypervolumes);
  const double best_share = mean.mean / problem.best_hypervolume;
  io::Table table({words("problem"), words("method"), numbers("evaluations"), numbers("seeds"),
                   numbers("mean hypervolume", "", 4), numbers("±", "", 2),
                   numbers("of the best", "%"), numbers("per point", "ms")});
  table.add_row({problem.name, method, static_cast<std::int64_t>(evaluations),
                 static_cast<std::int64_t>(seeds), mean.mean, mean.half_width, 100 * best_share,
                 milliseconds.median()});
  Report report;
  report.tables.emplace_back(
      "Hypervolume of the true objectives of all points evaluated, mean with its 95 % interval:",
      std::move(table));
  report.figures = {{"problem", problem.name},
                    {"method", method},
                    {"evaluations", evaluations},
                    {"seeds", seeds},
                    {"batch", batch},
                    {"mean_hypervolume", mean.mean},
                    {"half_width_95", mean.half_width},
                    {"best_hypervolume", problem.best_hypervolume},
                    {"hypervolumes", hypervolumes},
                    {"ms_per_proposal", milliseconds.median()}};
  return report;
}

}  // namespace

Topic search_topic() {
  Topic topic{.line = topic_line(
                  "search", "how much of a Pareto front a search finds, and what it costs",
                  "Each seed searches from the start. Noise, where the problem has any, reaches\n"
                  "what the method is told; the hypervolume is of the truth. The time is that of\n"
                  "the method alone, per point, median of the seeds.\n"
                  "Problems: " +
                      fmt::format("{}", fmt::join(search_problem_names(), ", ")) + ".\nMethods: " +
                      fmt::format("{}", fmt::join(sweep::optimiser_method_names(), ", ")) + ".\n" +
                      kRaceHelp,
                  {"search", "search --problem zdt1 --method sobol --evaluations 100 --json",
                   "search --race --seconds 5"}),
              .measure = measure};
  topic.line.value("--problem", "NAME", "what to search", "branin-currin-noisy")
      .value("--method", "NAME", "how to search", "random")
      .value("--evaluations", "N", "points that a search may evaluate", "86")
      .value("--seeds", "N", "independent searches", "20")
      .value("--batch", "N", "points to ask for at once; else as usual for the problem");
  add_race_options(topic.line);
  return topic;
}

}  // namespace servesweep::benchmark
