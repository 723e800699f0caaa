#include "sweep/report/pareto_section.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sweep/report/left_out.h"
#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::pareto_section_test {

TEST_CASE("every point is in the chart of trade-offs and the front is marked and listed") {
  ReportedStudy study;
  const io::ReportSection section = pareto_section(study.subject());
  REQUIRE(section.charts.size() == 1);
  const io::ReportChart& chart = section.charts[0];
  CHECK(chart.comparable);
  REQUIRE(chart.series.size() == 2);
  CHECK(chart.series[0].name == "plain");
  CHECK(chart.series[0].points.size() == 1);
  CHECK(chart.series[1].points.size() == 4);
  std::size_t marked = 0;
  std::vector<io::ChartPoint> all;
  for (const io::ChartSeries& series : chart.series) {
    all.insert(all.end(), series.points.begin(), series.points.end());
    marked +=
        static_cast<std::size_t>(std::ranges::count(series.points, true, &io::ChartPoint::marked));
  }
  // A point is marked exactly if no other is at least as good in both and better in one.
  for (const io::ChartPoint& one : all) {
    const bool dominated = std::ranges::any_of(all, [&](const io::ChartPoint& other) {
      return other.x <= one.x && other.y >= one.y && (other.x < one.x || other.y > one.y);
    });
    CHECK(one.marked == !dominated);
    CHECK(one.notes.front().starts_with("point: "));
  }
  CHECK(marked > 0);
  CHECK(section.tables[0].table.rows() >= 2);
  CHECK(section.tables[0].table.cells()[0][4] != io::TableCell("no"));
  CHECK(std::ranges::count(chart.series[1].points[0].notes, "order=fcfs") +
            std::ranges::count(chart.series[1].points[0].notes, "order=sjf") ==
        1);
}

TEST_CASE("with one objective there is no trade-off") {
  ReportedStudy study(example_with("  - {metric: output_tokens_per_s, goal: maximize}\n", ""));
  CHECK_THROWS_AS((void)pareto_section(study.subject()), LeftOut);
}

}  // namespace servesweep::sweep::pareto_section_test
