#include "tests/benchmark/race_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "tests/benchmark/contestants.h"
#include "tests/benchmark/race_tables.h"
#include "tests/benchmark/scratch_folder.h"
#include "tests/benchmark/search_race.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr double kMostSeconds = 1e6;
constexpr std::int64_t kMostTrials = 100'000;

std::vector<std::string> wanted_contestants(const sweep::CommandLine& line) {
  const std::vector<std::string> all = contestant_names();
  if (!line.has("contestant")) return all;
  for (const std::string& name : line.texts("contestant")) {
    if (std::ranges::find(all, name) != all.end()) continue;
    throw engine::Problem("--contestant", fmt::format("unknown contestant '{}'", name), "",
                          engine::suggest_name(name, all));
  }
  return line.texts("contestant");
}

RaceEntry race(const std::string& name, const sweep::CommandLine& line, const RaceLimits& limits) {
  RaceEntry entry{.name = name, .traces = {}};
  const ScratchFolder scratch;
  const auto seeds = size_for(line, line.integer("races", 1, kMostTrials), std::int64_t{2});
  for (std::int64_t seed = 0; seed < seeds; ++seed) {
    const Contest contest{
        .name = name,
        .seed = static_cast<std::uint64_t>(seed),
        .race_points = static_cast<std::size_t>(line.integer("race-points", 1, kMostTrials)),
        .global = static_cast<std::size_t>(line.integer("global", 1, kMostTrials)),
        .seeds = static_cast<std::size_t>(line.integer("study-seeds", 0, kMostTrials)),
        .horizon = line.real("horizon", 0, kMostSeconds)};
    const sweep::Study study = contest_study(line.text("study"), contest, scratch.path());
    sweep::Director director = contest_director(study, contest);
    PointRunner runner(study);
    entry.traces.push_back(run_race(director, runner, limits));
  }
  return entry;
}

/// [seconds, finished points, hypervolume] whenever it grew, by search: for plots.
nlohmann::json curves(const RaceEntry& entry) {
  nlohmann::json all = nlohmann::json::array();
  for (const RaceTrace& trace : entry.traces) {
    nlohmann::json& curve = all.emplace_back(nlohmann::json::array());
    for (const auto& [place, grown] : trace.growth()) {
      curve.push_back({trace.points[place].seconds, place + 1, grown});
    }
  }
  return all;
}

}  // namespace

void add_race_options(sweep::CommandLine& line) {
  line.flag("--race", "race on a real strategy instead; what follows is for races")
      .value("--study", "NAME", "of configs/studies; its first strategy is searched",
             "work-and-slack-search")
      .values("--contestant", "NAME", "only this one")
      .value("--races", "N", "searches of each contestant", "5")
      .value("--seconds", "S", "of computing that a search may take", "10")
      .value("--run-ms", "MS", "what a simulation counts; 0: what it takes", "0")
      .value("--race-points", "N", "points that 'race' begins with", "400")
      .value("--horizon", "H", "share of a run in the first heats of 'race'; 1: whole runs", "1")
      .value("--study-seeds", "N", "seeds of the study; 0: as it says", "0")
      .value("--global", "N", "Sobol' points of sobol-local", "100")
      .value("--best", "HV", "best hypervolume known; else the best of these races", "0");
}

Report race_report(const sweep::CommandLine& line) {
  RaceLimits limits{.seconds = line.real("seconds", 0, kMostSeconds)};
  limits.run_s = 1e-3 * line.real("run-ms", -1e-9, kMostSeconds);
  if (is_smoke(line)) limits.points = 12;
  std::vector<RaceEntry> entries;
  for (const std::string& name : wanted_contestants(line)) {
    entries.push_back(race(name, line, limits));
  }
  const double best = std::max(line.real("best", -1e-9, kMostSeconds), best_hypervolume(entries));
  Report report;
  report.figures = {{"study", line.text("study")},
                    {"races", entries.front().traces.size()},
                    {"run_ms", 1e3 * limits.run_s},
                    {"best_hypervolume", best}};
  report_race_times(entries, limits.seconds, best, report);
  report_race_points(entries, best, report);
  for (const RaceEntry& entry : entries) {
    report.figures["contestants"][entry.name]["curves"] = curves(entry);
  }
  return report;
}

}  // namespace servesweep::benchmark
