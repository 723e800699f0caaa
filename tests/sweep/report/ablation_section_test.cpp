#include "sweep/report/ablation_section.h"

#include <doctest/doctest.h>

#include "sweep/report/subject_explanation.h"
#include "tests/sweep/explanation/explained_study.h"
#include "tests/sweep/report/told_study.h"

namespace servesweep::sweep::test::ablation_section_test {

TEST_CASE("an ablation has the tables of explain, and its chart their figures") {
  ToldStudy study(kExplainedStudy);
  const ReportSubject subject = study.subject("hurry");
  const io::ReportSection section = ablation_section(subject);
  const std::string page = study.say("explain", {"hurry", "--format", "markdown"});
  CHECK(says(page, section.paragraphs.front()));
  REQUIRE(section.tables.size() == 3);
  CHECK(section.tables.back().caption.starts_with("Negative controls"));
  for (const io::ReportTable& table : section.tables) {
    CHECK(says(page, printed(table, io::TableFormat::markdown)));
  }
  REQUIRE(section.charts.size() == 2);  // ttft_p99_ms.critical and the other objective
  const io::ReportChart& chart = section.charts.front();
  const auto& effects = subject.explanation->of(subject).explanation.ablation.metrics[0].effects;
  REQUIRE(chart.categories.size() == effects.mechanisms.size() + 1);
  CHECK(chart.categories.back() == "all of them");
  CHECK(chart.y_label == "change (% of the baseline)");
  REQUIRE(chart.series.size() == 3);
  double shares = 0;
  for (std::size_t i = 0; i < effects.mechanisms.size(); ++i) {
    const io::ChartPoint& share = chart.series[0].points[i];
    CHECK(share.y == doctest::Approx(100 * effects.mechanisms[i].share.relative_difference));
    CHECK(share.low.value() <= share.y);
    CHECK(share.high.value() >= share.y);
    shares += share.y;
    CHECK(chart.series[1].points[i].y ==
          doctest::Approx(100 * effects.mechanisms[i].alone.relative_difference));
    CHECK(chart.series[2].points[i].y ==
          doctest::Approx(100 * effects.mechanisms[i].left_out.relative_difference));
  }
  CHECK(shares == doctest::Approx(chart.series[0].points.back().y));
}

TEST_CASE("a strategy that differs in nothing has no mechanisms to show") {
  std::string text = kExplainedStudy;
  const std::string other = "policies: {routing: {policy: round-robin}}, limits";
  text.replace(text.find(other), other.size(), "policies: {scheduling: {policy: fcfs}}, limits");
  ToldStudy study(text);
  const io::ReportSection section = ablation_section(study.subject("same"));
  CHECK(section.charts.empty());
  CHECK(says(section, "same and plain are the same scenario"));
}

}  // namespace servesweep::sweep::test::ablation_section_test
