#include "sweep/report/regimes_section.h"

#include <doctest/doctest.h>

#include "sweep/report/left_out.h"
#include "tests/sweep/report/told_study.h"

namespace servesweep::sweep::test::regimes_section_test {
namespace {

std::string at_loads(const std::string& loads) {
  std::string text = example_with("requests: 20", "requests: 200") + loads;
  return text.replace(text.find("method: grid"), 12, "method: defaults");
}

}  // namespace

TEST_CASE("regimes have the tables and sentences of the verb, and each figure against the load") {
  ToldStudy study(at_loads("loads: {factors: [1, 20]}\n"));
  const io::ReportSection section = regimes_section(study.subject());
  const std::string page = study.say("regimes", {"--format", "markdown"});
  REQUIRE(section.tables.size() == 2);
  for (const io::ReportTable& table : section.tables) {
    CHECK(says(page, printed(table, io::TableFormat::markdown)));
  }
  CHECK(says(page, section.paragraphs.front()));
  REQUIRE(section.charts.size() == 5);
  for (const io::ReportChart& chart : section.charts) {
    REQUIRE(chart.series.size() == 2);
    CHECK(chart.series[0].name == "plain");
    REQUIRE(chart.series[0].points.size() == 2);
    CHECK(chart.series[0].points[0].x < chart.series[0].points[1].x);
    CHECK(chart.series[0].points[1].notes == std::vector<std::string>{"few@20"});
  }
  CHECK(section.charts.front().series[0].points[1].y >
        section.charts.front().series[0].points[0].y);  // TTFT P99 grows with the load
}

TEST_CASE("one workload at one load is no regime") {
  ToldStudy study(kExampleStudy);
  CHECK_THROWS_WITH_AS(regimes_section(study.subject()), doctest::Contains("states no loads"),
                       LeftOut);
}

}  // namespace servesweep::sweep::test::regimes_section_test
