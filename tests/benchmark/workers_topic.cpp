#include "tests/benchmark/workers_topic.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/pace_name.h"
#include "tests/benchmark/pace_trials.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr std::int64_t kMostWorkers = 1'000'000;

std::size_t count_of(const sweep::CommandLine& line, const std::string& option) {
  return static_cast<std::size_t>(line.integer(option, 1, kMostWorkers));
}

PaceCase case_of(const sweep::CommandLine& line) {
  const std::string method = line.word("method", sweep::optimiser_method_names());
  const double run_seconds = 1e-3 * line.real("run-ms", 0, 1e9);
  const bool measured = !line.has("proposal-us");
  const double proposal_us =
      measured ? 0 : static_cast<double>(line.integer("proposal-us", 0, 1'000'000'000));
  return {.problem = &search_problem(line.word("problem", search_problem_names())),
          .method = *sweep::optimiser_method_named(method),
          .points = size_for<std::size_t>(line, count_of(line, "evaluations"), 12),
          .runs_per_point = count_of(line, "runs-per-point"),
          .searches = size_for<std::size_t>(line, count_of(line, "seeds"), 2),
          .population = static_cast<std::size_t>(line.integer("population", 0, kMostWorkers)),
          .load = {.workers = count_of(line, "workers"),
                   .log_deviation = line.real("deviation", 0, 10),
                   .per_processor_second = measured ? 1 / run_seconds : 0,
                   .per_trial = 1e-6 * proposal_us / run_seconds}};
}

std::vector<std::string> paces_of(const sweep::CommandLine& line) {
  const std::vector<std::string> given = line.texts("pace");
  if (!given.empty()) return given;
  return {"24+1", "4+10", "async18"};
}

/// One row, one object.
void add(const std::string& name, const PaceTrials& reference, const PaceTrials& trials,
         io::Table& table, nlohmann::ordered_json& figures) {
  const auto mean = [](const std::vector<double>& values) {
    return sweep::mean_interval(values).mean;
  };
  const sweep::MeanInterval hypervolume = sweep::mean_interval(trials.hypervolumes);
  const sweep::MeanInterval relative = relative_to(reference.hypervolumes, trials.hypervolumes);
  const double busy = mean(trials.busy), deciding = mean(trials.busy_deciding);
  const double speedup = mean(reference.times) / mean(trials.times);
  table.add_row({name, 100 * busy, 100 * deciding, speedup, 100 * mean(trials.thinking),
                 hypervolume.mean, hypervolume.half_width, 100 * relative.mean,
                 100 * relative.half_width});
  figures["paces"].push_back({{"pace", name},
                              {"busy", busy},
                              {"busy_deciding", deciding},
                              {"speedup", speedup},
                              {"thinking", mean(trials.thinking)},
                              {"hypervolume", hypervolume.mean},
                              {"half_width_95", hypervolume.half_width},
                              {"relative", relative.mean},
                              {"relative_half_width_95", relative.half_width},
                              {"evaluations", trials.evaluations},
                              {"decisions", trials.decisions},
                              {"runs", trials.runs},
                              {"distinct_runs", trials.distinct_runs}});
}

Report measure_workers(const sweep::CommandLine& line) {
  const PaceCase what = case_of(line);
  const std::vector<std::string> paces = paces_of(line);
  for (const std::string& name : paces) (void)pace_named(name);
  io::Table table({words("pace"), numbers("busy", "%"), numbers("until the last decision", "%"),
                   numbers("times as fast"), numbers("thinking", "%"),
                   numbers("hypervolume", "", 4), numbers("±", "", 2),
                   numbers("of the first", "%", 4), numbers("±", "%", 2)});
  Report report;
  report.figures = {{"problem", what.problem->name},
                    {"workers", what.load.workers},
                    {"points", what.points},
                    {"runs_per_point", what.runs_per_point},
                    {"seeds", what.searches},
                    {"run_ms", line.real("run-ms", 0, 1e9)},
                    {"paces", nlohmann::ordered_json::array()}};
  const std::string first = line.text("reference");
  const PaceTrials reference = try_pace(what, pace_named(first));
  add(first, reference, reference, table, report.figures);
  for (const std::string& name : paces) {
    add(name, reference, try_pace(what, pace_named(name)), table, report.figures);
  }
  report.tables.emplace_back(
      fmt::format(
          "{}, {} points of {} runs, {} workers, means over {} searches with 95 % intervals:",
          what.problem->name, what.points, what.runs_per_point, what.load.workers, what.searches),
      std::move(table));
  return report;
}

}  // namespace

Topic workers_topic() {
  Topic topic{.line = topic_line(
                  "workers", "how busy a search keeps many workers, and at what loss",
                  "Searches a test problem at several paces, as studies do, on workers whose time\n"
                  "is only counted: a run takes a log-normal time. Deciding takes the processor's\n"
                  "time, in which the workers go on with what they have. Handing out runs takes\n"
                  "none here (see the topic generations). The first row is the reference.\n"
                  "Hypervolume is of the true objectives of all points, as many at every\n"
                  "pace.",
                  {"workers", "workers --problem dtlz2 --pace 16+1 --pace async16 --json"}),
              .measure = measure_workers};
  topic.line
      .values("--pace", "PACE", "16 (points of a generation), 8+2 (2 generations ahead), async16")
      .value("--workers", "N", "that take one run at a time", "64")
      .value("--runs-per-point", "N", "seeds of a study", "8")
      .value("--run-ms", "MS", "median time of a run", "100")
      .value("--deviation", "X", "standard deviation of the logarithm of that time", "0.5")
      .value("--proposal-us", "N", "what deciding takes per point; else the processor's time here")
      .value("--problem", "NAME", "what to search", "branin-currin-noisy")
      .value("--method", "NAME", "how to search", "bayes")
      .value("--population", "N", "of nsga2 and cmaes; 0: as studies have it", "0")
      .value("--reference", "PACE", "what the others are compared with", "4")
      .value("--evaluations", "N", "points of a search", "200")
      .value("--seeds", "N", "independent searches", "20");
  return topic;
}

}  // namespace servesweep::benchmark
