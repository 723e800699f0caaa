#include "sweep/report/failures_section.h"

#include <doctest/doctest.h>

#include "tests/sweep/report/told_study.h"

namespace servesweep::sweep::test::failures_section_test {

TEST_CASE("a study that went well says so") {
  ToldStudy study(kExampleStudy);
  const io::ReportSection section = failures_section(study.subject());
  CHECK(section.paragraphs.front() == "None of 8 different simulations failed.");
  CHECK(section.tables.empty());
  CHECK(section.charts.empty());
}

TEST_CASE("failures are counted by kind and by strategy, with the reason that status gives") {
  ToldStudy study(kExampleStudy);
  Results& results = *study.results;
  const ReportSubject subject = study.subject();
  const std::vector<RunId> runs = results.plan.distinct_runs();
  const auto fail = [&](RunId run, const std::string& why) {
    results.index.plan[run.index()].status = io::RunStatus::failed;
    results.index.failures[run.index()] = why;
  };
  fail(runs[7], "time: not done after 600 s (--run-seconds)");
  fail(runs[5], "time: not done after 10 s (--run-seconds)");
  fail(runs[0], "stall: nothing came of it");
  results.index.plan[runs[6].index()].status = io::RunStatus::missing;
  const io::ReportSection section = failures_section(subject);
  CHECK(section.paragraphs.front() == "3 of 8 different simulations failed.");
  CHECK(says(section, "1 are not done yet"));
  REQUIRE(section.tables.size() == 2);
  const std::string kinds = printed(section.tables[0], io::TableFormat::csv);
  CHECK(says(kinds, "time,2," + results.plan.label(runs[5]) + ",not done after 10 s"));
  CHECK(says(kinds, "stall,1," + results.plan.label(runs[0]) + ",nothing came of it"));
  const std::string strategies = printed(section.tables[1], io::TableFormat::csv);
  CHECK(says(strategies, "plain,2,1,0,1 failed: 1 stall\n"));
  CHECK(says(strategies, "tuned,6,2,1,2 failed: 2 time\n"));
  REQUIRE(section.charts.size() == 1);
  REQUIRE(section.charts[0].series.size() == 2);
  CHECK(section.charts[0].series[0].name == "time");
  CHECK(section.charts[0].series[0].points[1].y == 2);
}

}  // namespace servesweep::sweep::test::failures_section_test
