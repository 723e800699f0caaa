#include "sweep/report/workload_front.h"

#include <doctest/doctest.h>

#include "sweep/report/pareto_section.h"
#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::workload_front_test {

// All prompts are of one length, so the order of serving changes nothing: the four points of the
// example have two different outcomes at most.
TEST_CASE("points of a strategy with the same figures are one row that names the others") {
  ReportedStudy study;
  const io::ReportSection section = pareto_section(study.subject());
  const io::Table& table = section.tables[0].table;
  std::size_t tuned = 0;
  std::string parameters;
  for (const std::vector<io::TableCell>& row : table.cells()) {
    if (row[0] != io::TableCell("tuned")) continue;
    ++tuned;
    parameters += std::get<std::string>(row.back()) + '\n';
  }
  CHECK(tuned >= 1);
  CHECK(tuned <= 2);
  CHECK_MESSAGE(parameters.find(" (the same figures: point") != std::string::npos, parameters);
  CHECK(section.charts[0].series[1].points.size() == 4);  // where each can be pointed at
}

}  // namespace servesweep::sweep::workload_front_test
