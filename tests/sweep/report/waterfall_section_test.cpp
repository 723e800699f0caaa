#include "sweep/report/waterfall_section.h"

#include <doctest/doctest.h>

#include "sweep/report/left_out.h"
#include "tests/sweep/explanation/explained_study.h"
#include "tests/sweep/report/told_study.h"

namespace servesweep::sweep::test::waterfall_section_test {

TEST_CASE("the waterfall of a report has the words and tables of explain, and its bars add up") {
  ToldStudy study(kExplainedStudy);
  const ReportSubject subject = study.subject("hurry");
  const io::ReportSection section = waterfall_section(subject);
  const std::string printed_page = study.say("explain", {"hurry", "--format", "markdown"});
  CHECK(says(printed_page, section.paragraphs.front()));
  REQUIRE(section.tables.size() == 3);
  for (const io::ReportTable& table : section.tables) {
    CHECK(says(printed_page, printed(table, io::TableFormat::markdown)));
  }
  REQUIRE(section.charts.size() == 5);  // the explained one; mean and P99 of both latencies
  CHECK(says(section.charts.front().title, "ttft_p99_ms.critical: from plain to hurry"));
  for (const io::ReportChart& chart : section.charts) {
    double sum = 0;
    std::vector<double> ends;
    for (const io::ChartSeries& series : chart.series) {
      for (const io::ChartPoint& point : series.points) {
        if (series.name == "latency") ends.push_back(point.y);
        if (series.name == "makes it longer") sum += point.y;
        if (series.name == "makes it shorter") sum -= point.y;
        CHECK(point.y >= 0);
      }
    }
    REQUIRE(ends.size() == 2);
    CHECK(sum == doctest::Approx(ends[1] - ends[0]).epsilon(1e-9));
  }
  CHECK(section.commands == std::vector<std::string>{"servesweep explain out hurry"});
}

TEST_CASE("without simulation a waterfall tells the command that gives it") {
  ToldStudy study(kExplainedStudy);
  CHECK_THROWS_WITH_AS(waterfall_section(study.subject("hurry", false)),
                       doctest::Contains("servesweep explain out hurry"), LeftOut);
}

}  // namespace servesweep::sweep::test::waterfall_section_test
