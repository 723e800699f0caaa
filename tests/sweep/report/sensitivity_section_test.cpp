#include "sweep/report/sensitivity_section.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "sweep/report/left_out.h"
#include "tests/sweep/report/told_study.h"
#include "tests/sweep/sensitivity/busy_study.h"

namespace servesweep::sweep::test::sensitivity_section_test {

TEST_CASE("sensitivity has the tables of the verb, and its chart their figures") {
  ToldStudy study(busy_study("", "method: sobol, points: 24"));
  const io::ReportSection section = sensitivity_section(study.subject());
  const std::string text = study.say("sensitivity", {"--metric", "ttft_p99_ms"});
  REQUIRE(section.tables.size() == 2 * 2);  // of both objectives
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(section.tables[i].choice == "ttft_p99_ms");
    CHECK(says(text, printed(section.tables[i])));
  }
  REQUIRE(section.charts.size() == 2);
  CHECK(section.choice == "objective");
  CHECK(section.charts[1].choice == "output_tokens_per_s");
  const io::ReportChart& chart = section.charts.front();
  REQUIRE(chart.categories.size() == 2);
  CHECK(chart.categories.front() == "budget");  // the order of equal prompts does not matter
  REQUIRE(chart.series.size() == 2);
  const io::ChartPoint& total = chart.series[0].points.front();
  CHECK(says(text, fmt::format("{:.2f}  [{:.2f}, {:.2f}]", total.y, total.low.value(),
                               total.high.value())));
  CHECK(total.y > chart.series[0].points.back().y);
  CHECK(says(section.tables[0].caption, "ttft_p99_ms. A model of 24 stored points x 2 seeds"));
  CHECK(says(section.tables[0].caption, "Characterised: "));
}

TEST_CASE("too few points to model are said to be so, without figures") {
  ToldStudy study(kExampleStudy);
  const io::ReportSection section = sensitivity_section(study.subject());
  CHECK(section.charts.empty());
  CHECK(section.tables.empty());
  CHECK(says(section, "tuned, ttft_p99_ms: A model of 4 stored points"));
}

TEST_CASE("a study without parameters is sensitive to nothing") {
  std::string text = kExampleStudy;
  text.replace(text.find("$order"), 6, "sjf");
  text.replace(text.find("$budget"), 7, "512");
  const std::size_t begin = text.find("    parameters:");
  text.erase(begin, text.find("search:") - begin);
  ToldStudy study(text);
  CHECK_THROWS_WITH_AS(sensitivity_section(study.subject()),
                       doctest::Contains("No strategy of the study has a free parameter"), LeftOut);
}

}  // namespace servesweep::sweep::test::sensitivity_section_test
