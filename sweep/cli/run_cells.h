#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What names a planned run in exported tables: plan_index, run_key, strategy, point, one column
/// `param.NAME` for every parameter of any strategy, workload, seed.
class RunCells {
 public:
  /// Refers to both.
  RunCells(const Study& study, const Plan& plan);

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// A parameter that the run's strategy does not have is an empty cell.
  [[nodiscard]] std::vector<io::TableCell> cells(RunId run) const;

  /// The part about the run's point: strategy, point and parameters.
  [[nodiscard]] std::vector<std::string> point_columns() const;
  [[nodiscard]] std::vector<io::TableCell> point_cells(PointId point) const;

 private:
  const Study& study_;
  const Plan& plan_;
  std::vector<std::string> parameters_, columns_;
};

/// A parameter's value as a cell: whole numbers without a decimal point.
[[nodiscard]] io::TableCell parameter_cell(const engine::ParameterValue& value);

}  // namespace servesweep::sweep
