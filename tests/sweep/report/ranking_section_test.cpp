#include "sweep/report/ranking_section.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::ranking_section_test {

TEST_CASE("the ranking of a report has the figures of the ranking it is of") {
  ReportedStudy study;
  const ReportSubject subject = study.subject();
  const io::ReportSection section = ranking_section(subject);
  const RankedPoint& row = subject.rankings[0].rows[1];
  REQUIRE(section.charts.size() == 2);  // one per objective
  const io::ReportChart& chart = section.charts[0];
  CHECK(chart.kind == io::ChartKind::interval);
  CHECK(chart.categories == std::vector<std::string>{"tuned"});
  const PairedDifference& change = row.comparisons[0].difference;
  CHECK(subject.question.metrics[0].column.name == "ttft_p99_ms");
  CHECK(chart.series[0].points[0].y == doctest::Approx(100 * change.relative_difference));
  CHECK(chart.series[0].points[0].low.has_value() == std::isfinite(change.relative.lower));
  REQUIRE(section.tables.size() == 2);
  CHECK(section.tables[0].table.rows() == 2);
  CHECK(section.tables[0].table.cells()[1][1] == io::TableCell(row.values[0].mean));
  CHECK(section.tables[1].table.rows() == row.comparisons.size());
  CHECK(section.remarks.size() > 3);
  CHECK(section.tables[0].table.columns()[1].header == "ttft_p99_ms");
  CHECK(section.commands == std::vector<std::string>{"servesweep rank out"});
}

TEST_CASE("against another baseline the command says so") {
  ReportedStudy study;
  const io::ReportSection section =
      ranking_section(study.subject({.folder = "", .baseline = "tuned"}));
  CHECK(section.commands == std::vector<std::string>{"servesweep rank out --baseline tuned"});
  CHECK(section.charts[0].categories == std::vector<std::string>{"plain"});
}

}  // namespace servesweep::sweep::ranking_section_test
