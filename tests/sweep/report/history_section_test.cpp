#include "sweep/report/history_section.h"

#include <doctest/doctest.h>

#include "sweep/report/left_out.h"
#include "tests/sweep/report/told_study.h"
#include "tests/sweep/sensitivity/busy_study.h"

namespace servesweep::sweep::test::history_section_test {

TEST_CASE("a history has the table of the verb, and its charts go with it") {
  ToldStudy study(busy_study("", "method: bayes, points: 12, generation: 3"));
  const io::ReportSection section = history_section(study.subject());
  const std::string text = study.say("history");
  REQUIRE(section.tables.size() == 3);
  CHECK(section.tables[1].folded);
  CHECK(section.tables[1].table.rows() == 12);
  CHECK(says(text, printed(section.tables.front())));
  const std::string line = section.paragraphs.front();  // "Search by bayes: … feasible."
  const std::string standing =
      line.substr(line.find("best "), line.size() - 1 - line.find("best "));
  CHECK(says(unbroken(text), standing));
  REQUIRE(section.charts.size() == 3);  // of both objectives, and the volume
  for (std::size_t i = 0; i < 2; ++i) {
    const io::ReportChart& chart = section.charts[i];
    const io::ChartSeries& best = chart.series.back();
    REQUIRE(best.name == "best so far");
    const bool maximised = i == 1;
    double so_far = best.points.front().y;
    for (const io::ChartPoint& point : best.points) {
      CHECK((maximised ? point.y >= so_far : point.y <= so_far));
      so_far = point.y;
    }
    for (const io::ChartPoint& point : chart.series.front().points) {
      CHECK((maximised ? point.y <= so_far : point.y >= so_far));
    }
  }
  const std::vector<io::ChartPoint>& volume = section.charts.back().series.front().points;
  CHECK(volume.size() == 12);
  for (std::size_t i = 1; i < volume.size(); ++i) CHECK(volume[i].y >= volume[i - 1].y);
  CHECK(section.tables.back().table.rows() >= 1);
}

TEST_CASE("a grid has no history, and the section says why") {
  ToldStudy study(kExampleStudy);
  CHECK_THROWS_WITH_AS(history_section(study.subject()),
                       doctest::Contains("searches by grid, which learns nothing"), LeftOut);
}

}  // namespace servesweep::sweep::test::history_section_test
