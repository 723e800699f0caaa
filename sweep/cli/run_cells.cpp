#include "sweep/cli/run_cells.h"

#include <algorithm>

namespace servesweep::sweep {

io::TableCell parameter_cell(const engine::ParameterValue& value) {
  if (const double* number = std::get_if<double>(&value)) return *number;
  if (const bool* truth = std::get_if<bool>(&value)) return *truth;
  return std::get<std::string>(value);
}

RunCells::RunCells(const Study& study, const Plan& plan)
    : study_(study), plan_(plan), columns_{"plan_index", "run_key", "strategy", "point"} {
  for (const StrategyTemplate& strategy : study.strategies()) {
    for (const std::string& name : strategy.space().names()) {
      if (std::find(parameters_.begin(), parameters_.end(), name) == parameters_.end()) {
        parameters_.push_back(name);
      }
    }
  }
  for (const std::string& name : parameters_) columns_.push_back("param." + name);
  columns_.insert(columns_.end(), {"workload", "seed"});
}

std::vector<std::string> RunCells::point_columns() const {
  std::vector<std::string> columns = {"strategy", "point"};
  for (const std::string& name : parameters_) columns.push_back("param." + name);
  return columns;
}

std::vector<io::TableCell> RunCells::point_cells(PointId id) const {
  const PlannedPoint& point = plan_.points()[id.index()];
  std::vector<io::TableCell> cells = {study_.strategies()[point.strategy].name(),
                                      std::int64_t{id.value()}};
  for (const std::string& parameter : parameters_) {
    cells.emplace_back();
    for (const auto& [name, value] : point.point.values()) {
      if (name == parameter) cells.back() = parameter_cell(value);
    }
  }
  return cells;
}

std::vector<io::TableCell> RunCells::cells(RunId id) const {
  const PlannedRun& run = plan_.runs()[id.index()];
  std::vector<io::TableCell> cells = {std::int64_t{id.value()}, run.key.hex()};
  for (io::TableCell& cell : point_cells(run.point)) cells.push_back(std::move(cell));
  cells.emplace_back(study_.run_workload(run.workload).name);
  cells.emplace_back(std::to_string(run.seed));
  return cells;
}

}  // namespace servesweep::sweep
