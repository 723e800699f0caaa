#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/report/report_section.h"
#include "sweep/cli/front_view.h"

namespace servesweep::sweep {

/// The front of one workload as a report shows it. Refers to the view.
class WorkloadFront {
 public:
  WorkloadFront(const FrontView& view, std::size_t workload)
      : view_(view),
        panel_(view.question.panel),
        front_(view.fronts[workload]),
        number_(workload),
        workload_(view.results.study.workloads()[workload].name) {}

  /// Every point by the first objective and another one (its position), those on the front marked,
  /// in a chart in which two points can be compared.
  [[nodiscard]] io::ReportChart chart(std::size_t other) const;
  /// The front, what may belong to it, and the baseline. Points of a strategy with the same means
  /// are one row, which names the others: parameters that change nothing there.
  [[nodiscard]] io::ReportTable table() const;
  /// "3 of 40 points on the front of burst."
  [[nodiscard]] std::string words() const;

 private:
  [[nodiscard]] std::vector<std::string> notes(const FrontPoint& point) const;
  [[nodiscard]] std::vector<io::TableCell> cells(const std::vector<const FrontPoint*>& equal) const;
  [[nodiscard]] std::string parameters(const std::vector<const FrontPoint*>& equal) const;
  [[nodiscard]] std::size_t on_front() const;

  const FrontView& view_;
  const PanelQuestion& panel_;
  const Front& front_;
  std::size_t number_;
  const std::string& workload_;
};

}  // namespace servesweep::sweep
