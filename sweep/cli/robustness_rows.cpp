#include "sweep/cli/robustness_rows.h"

#include <string>
#include <utility>
#include <vector>

#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {
namespace {

using NamedCell = std::pair<const char*, io::TableCell>;

std::vector<NamedCell> cells_of(const RobustnessView& view, const RobustnessRow& row) {
  const RobustnessContest& contest = view.robustness.contests()[row.contest];
  const std::vector<StrategyTemplate>& strategies = view.robustness.study().strategies();
  const PairedDifference& change = row.change;
  std::vector<NamedCell> cells = {{"case", view.robustness.cases()[row.one].name()},
                                  {"strategy", strategies[contest.strategy].name()},
                                  {"than", strategies[contest.than].name()},
                                  {"metric", contest.metric},
                                  {"goal", name_of(contest.goal)},
                                  {"pairs", static_cast<std::int64_t>(change.n)},
                                  {"than_mean", change.baseline_mean},
                                  {"difference", change.mean_difference},
                                  {"difference_low", change.difference.lower},
                                  {"difference_high", change.difference.upper},
                                  {"relative", change.relative_difference},
                                  {"relative_low", change.relative.lower},
                                  {"relative_high", change.relative.upper},
                                  {"verdict", name_of(row.endurance)},
                                  {"reason", row.reason}};
  for (auto& [name, cell] : cells) cell = finite_or_nothing(std::move(cell));
  return cells;
}

}  // namespace

io::Table robustness_rows(const RobustnessView& view) {
  std::vector<io::TableColumn> columns;
  for (const auto& [name, cell] : cells_of(view, view.report.rows.front())) {
    columns.push_back({.header = name});
  }
  io::Table table(columns);
  for (const RobustnessRow& row : view.report.rows) {
    std::vector<io::TableCell> cells;
    for (auto& [name, cell] : cells_of(view, row)) cells.push_back(std::move(cell));
    table.add_row(std::move(cells));
  }
  return table;
}

io::Value robustness_value(const RobustnessView& view) {
  io::Value seeds = io::Value::list();
  for (const std::uint64_t seed : view.robustness.seeds()) {
    seeds.add(io::Value::integer(static_cast<std::int64_t>(seed)));
  }
  io::Value object = io::Value::map();
  object.set("robustness", io::Value::text(view.robustness.name()));
  object.set("study", io::Value::text(view.robustness.study().name()));
  object.set("confidence", io::Value::number(view.report.confidence));
  object.set("simulations", io::Value::integer(static_cast<std::int64_t>(view.report.simulations)));
  object.set("seeds", std::move(seeds));
  return object.set("rows", rows_value(robustness_rows(view)));
}

}  // namespace servesweep::sweep
