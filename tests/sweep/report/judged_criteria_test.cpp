#include "sweep/report/judged_criteria.h"

#include <doctest/doctest.h>

#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::judged_criteria_test {

TEST_CASE("a case is told by what it passes, fails and leaves open, and its tables say the same") {
  ReportedStudy study(kExampleStudy + R"(criteria:
  judge:
    - {criterion: impossible, metric: ttft_p99_ms, better_by: 0.99}
    - {criterion: harmless, metric: ttft_p99_ms, at_most: 1000}
)");
  const ReportSubject subject = study.subject();
  const JudgedCriteria criteria(subject);
  REQUIRE(criteria.report().cases.size() == 1);
  const CriteriaCase& one = criteria.report().cases[0];
  REQUIRE(one.judged[0].finding == Finding::undecided);  // both figures are equal on two seeds
  REQUIRE(one.judged[1].finding == Finding::held);
  CHECK(criteria.words(one) ==
        "Judged against plain on 2 seeds, tuned may be a win: not all criteria are decided on few "
        "(leaves undecided: impossible; passes: harmless).");
  const io::ReportTable verdicts = criteria.verdicts();
  CHECK(verdicts.table.cells()[0].back() == io::TableCell("undecided"));
  const io::ReportTable figures = criteria.figures(one);
  REQUIRE(figures.table.rows() == 2);
  CHECK(figures.table.cells()[1][0] == io::TableCell("harmless"));
  CHECK(std::get<std::string>(figures.table.cells()[1][4]).starts_with("pass"));
  for (const std::string& remark : criteria.remarks()) CHECK(remark.substr(0, 2) != "1:");
}

}  // namespace servesweep::sweep::judged_criteria_test
