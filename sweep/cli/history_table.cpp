#include "sweep/cli/history_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/table/significant_text.h"
#include "sweep/cli/figure_column.h"

namespace servesweep::sweep {
namespace {

constexpr const char* kWeightedSum = "weighted sum";

io::TableCell excess_cell(const Observation& observation) {
  if (observation.constraints.empty()) return {};
  return *std::ranges::max_element(observation.constraints);
}

std::vector<io::TableColumn> history_columns(const std::vector<std::string>& objectives) {
  std::vector<io::TableColumn> columns{{.header = "trial", .alignment = io::Alignment::right},
                                       {.header = "decision", .alignment = io::Alignment::right},
                                       {.header = "strategy"},
                                       {.header = "point", .alignment = io::Alignment::right},
                                       {.header = "seeds", .alignment = io::Alignment::right}};
  for (const std::string& name : objectives) {
    columns.push_back(figure_column(name));
    if (name == kWeightedSum) columns.back().key = "weighted_sum";
  }
  columns.push_back({.header = "feasible"});
  columns.push_back(figure_column("excess"));
  columns.push_back(figure_column("volume"));
  columns.push_back(prose_column("settings"));
  return columns;
}

/// Nothing unless the trial is complete and has figures.
void add_observation(const Study& study, const TriedPoint& tried, std::size_t objectives,
                     std::vector<io::TableCell>& cells) {
  const bool known = tried.observation && !tried.observation->failed;
  for (std::size_t i = 0; i < objectives; ++i) {
    io::TableCell& cell = cells.emplace_back();
    if (known) cell = shown_objective(study, objectives, i, tried.observation->objectives[i]);
  }
  io::TableCell& feasible = cells.emplace_back();
  if (tried.observation) feasible = tried.is_feasible();
  io::TableCell& excess = cells.emplace_back();
  if (known) excess = excess_cell(*tried.observation);
}

std::vector<io::TableCell> cells_of(const Study& study, const TriedPoint& tried,
                                    std::size_t objectives) {
  const Attempt& attempt = tried.trial.attempt;
  std::vector<io::TableCell> cells;
  cells.emplace_back(study.strategies()[tried.trial.strategy].name());
  io::TableCell& point = cells.emplace_back();
  if (tried.planned.point) point = std::int64_t{tried.planned.point->value()};
  cells.emplace_back(fmt::format("{}-{}{}", attempt.first_seed + 1,
                                 attempt.first_seed + attempt.seeds,
                                 attempt.shortened ? " short" : ""));
  add_observation(study, tried, objectives, cells);
  return cells;
}

/// Those trials for which wanted(trial, volume that it added) is true.
template <class Wanted>
io::Table table_of(const Study& study, const SearchHistory& history, const Wanted& wanted) {
  const std::vector<std::string> objectives = objective_names(study, history);
  const std::vector<double> volumes = gained_volumes(history);
  io::Table table(history_columns(objectives));
  for (std::size_t i = 0; i < history.tried().size(); ++i) {
    const TriedPoint& tried = history.tried()[i];
    const double gain = volumes[i] - (i == 0 ? 0 : volumes[i - 1]);
    if (!wanted(tried, gain)) continue;
    std::vector<io::TableCell> cells{static_cast<std::int64_t>(i),
                                     static_cast<std::int64_t>(tried.decision)};
    for (io::TableCell& cell : cells_of(study, tried, objectives.size())) {
      cells.push_back(std::move(cell));
    }
    cells.emplace_back(volumes[i]);
    cells.emplace_back(tried.trial.attempt.point.label());
    table.add_row(std::move(cells));
  }
  return table;
}

}  // namespace

std::vector<std::string> objective_names(const Study& study, const SearchHistory& history) {
  if (history.objective().objectives() < study.objectives().size()) return {kWeightedSum};
  std::vector<std::string> names;
  for (const Objective& objective : study.objectives()) names.push_back(objective.metric);
  return names;
}

double shown_objective(const Study& study, std::size_t objectives, std::size_t i, double value) {
  const bool is_sum = objectives < study.objectives().size();
  return !is_sum && study.objectives()[i].goal == Goal::maximize ? -value : value;
}

bool is_on_front(const SearchHistory& history, const TriedPoint& tried) {
  return history.counts(tried) &&
         std::ranges::find(history.best().front(), tried.observation->objectives) !=
             history.best().front().end();
}

io::Table history_table(const Study& study, const SearchHistory& history, bool only_gains) {
  return table_of(study, history,
                  [&](const TriedPoint&, double gain) { return !only_gains || gain > 0; });
}

io::Table front_of_history_table(const Study& study, const SearchHistory& history) {
  return table_of(study, history,
                  [&](const TriedPoint& tried, double) { return is_on_front(history, tried); });
}

std::string standing_text(const Study& study, const SearchHistory& history) {
  // A race tries a point again and again, with more seeds.
  const std::size_t tried = history.tried().size();
  const std::size_t most = study.search().points * (study.strategies().size() - 1);
  const bool is_race = study.search().method == SearchMethod::race;
  const std::string trials = fmt::format(
      "{} of {}{} trials complete, {} feasible", history.complete(), is_race ? "" : "at most ",
      is_race ? tried : std::max(most, tried), history.feasible());
  const std::vector<Objectives>& front = history.best().front();
  if (front.empty()) return trials;
  const std::vector<std::string> names = objective_names(study, history);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto of_objective = [i](const Objectives& point) { return point[i]; };
    const double best = std::ranges::min(front, {}, of_objective)[i];
    const double own = history.objective().baseline_objectives()[i];
    text += fmt::format("best {} {} (baseline {}); ", names[i],
                        io::significant_text(shown_objective(study, names.size(), i, best), 4),
                        io::significant_text(shown_objective(study, names.size(), i, own), 4));
  }
  const double volume = history.best().volume(history.objective().baseline_objectives());
  return fmt::format("{}volume {}; {}", text, io::significant_text(volume, 3), trials);
}

}  // namespace servesweep::sweep
