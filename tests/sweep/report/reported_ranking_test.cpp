#include "sweep/report/reported_ranking.h"

#include <doctest/doctest.h>

#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::reported_ranking_test {

TEST_CASE("a chart speaks of ringed dots only if there are any") {
  ReportedStudy study;
  ReportSubject subject = study.subject();
  Ranking ranking = subject.rankings[0];
  ranking.rows[1].comparisons[0].verdict = Verdict::undecided;
  CHECK(ReportedRanking(subject, ranking).chart(0).summary.ends_with(". None of it is decided."));
  ranking.rows[1].comparisons[0].verdict = Verdict::worse;
  const io::ReportChart chart = ReportedRanking(subject, ranking).chart(0);
  CHECK(chart.summary.ends_with(". Ringed dots are decided."));
  CHECK(chart.series[0].points[0].marked);
}

TEST_CASE("changes have what the remarks below them speak of") {
  ReportedStudy study;
  const ReportSubject subject = study.subject();
  const io::ReportTable changes = ReportedRanking(subject, subject.rankings[0]).changes();
  std::vector<std::string> heads;
  for (const io::TableColumn& column : changes.table.columns()) heads.push_back(column.header);
  CHECK(heads == std::vector<std::string>{"strategy", "metric", "change", "interval", "pairs",
                                          "corr", "gain", "verdict"});
}

}  // namespace servesweep::sweep::reported_ranking_test
