#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/report/report_chart.h"
#include "sweep/cli/history_table.h"

namespace servesweep::sweep {

/// Charts of what a search has tried. Refers to study and history.
class HistoryCharts {
 public:
  HistoryCharts(const Study& study, const SearchHistory& history)
      : study_(study), history_(history), names_(objective_names(study, history)) {}

  /// What each trial reached in one objective, and the best so far.
  [[nodiscard]] io::ReportChart of_objective(std::size_t objective) const;
  /// The hypervolume gained over the baseline, trial by trial.
  [[nodiscard]] io::ReportChart of_volume() const;
  [[nodiscard]] std::size_t objectives() const { return names_.size(); }

 private:
  [[nodiscard]] io::ChartPoint point_of(std::size_t trial, double y) const;
  [[nodiscard]] double shown(std::size_t objective, double value) const {
    return shown_objective(study_, names_.size(), objective, value);
  }

  const Study& study_;
  const SearchHistory& history_;
  std::vector<std::string> names_;
};

}  // namespace servesweep::sweep
