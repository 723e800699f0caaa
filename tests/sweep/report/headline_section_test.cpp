#include "sweep/report/headline_section.h"

#include <doctest/doctest.h>

#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::headline_section_test {
namespace {

/// By one criterion, judged on fresh seeds.
const std::string kJudged = kExampleStudy + R"(criteria:
  judge: [{criterion: quick, metric: ttft_p99_ms, better_by: 0.5}]
  fresh_seeds: {first: 100, count: 3}
)";

}  // namespace

TEST_CASE("without simulations the criteria are judged on the study's seeds") {
  ReportedStudy study(kJudged);
  const io::ReportSection section = headline_section(study.subject());
  REQUIRE(section.tables.size() == 2);
  CHECK(section.tables[0].table.columns()[1].header == "quick");
  CHECK(section.tables[1].caption == "tuned against plain on few, 2 seeds");
  CHECK(section.paragraphs.back().starts_with("Judged against plain on 2 seeds, tuned "));
  CHECK(section.commands == std::vector<std::string>{"servesweep criteria out --no-fresh"});
}

TEST_CASE("else on the fresh seeds that the study states") {
  ReportedStudy study(kJudged);
  ReportSubject subject = study.subject();
  subject.asked.simulates = true;
  const io::ReportSection section = headline_section(subject);
  CHECK(section.tables[1].caption == "tuned against plain on few, 3 fresh seeds");
  CHECK(section.commands == std::vector<std::string>{"servesweep criteria out"});
}

TEST_CASE("what is incomplete comes first, and once") {
  ReportedStudy study(kJudged);
  CHECK_FALSE(headline_section(study.subject()).paragraphs.front().starts_with("Incomplete"));
  study.results->index.plan.back().status = io::RunStatus::missing;
  const io::ReportSection section = headline_section(study.subject());
  CHECK(section.paragraphs.front() == "Incomplete: 1 of 10 runs are missing, 0 failed.");
  for (const std::string& remark : section.remarks) CHECK_FALSE(remark.starts_with("Incomplete"));
}

}  // namespace servesweep::sweep::headline_section_test
