#include "sweep/report/history_charts.h"

#include <doctest/doctest.h>

#include "sweep/cli/search_account.h"
#include "tests/sweep/report/told_study.h"
#include "tests/sweep/sensitivity/busy_study.h"

namespace servesweep::sweep::test::history_charts_test {

TEST_CASE("every trial is in the chart of volumes, and finalists say that they are") {
  ToldStudy study(busy_study("", "method: bayes, points: 8, generation: 4"));
  const SearchAccount account(*study.results);
  REQUIRE(account.history() != nullptr);
  const HistoryCharts charts(study.results->study, *account.history());
  CHECK(charts.objectives() == 2);
  CHECK(charts.of_objective(1).title == "output_tokens_per_s by trial, in units of the baseline's");
  const std::vector<io::ChartPoint> points = charts.of_volume().series.front().points;
  REQUIRE(points.size() == 8);
  std::size_t finalists = 0;
  for (const io::ChartPoint& point : points) {
    REQUIRE(point.notes.size() >= 2);
    CHECK(point.notes[0] == "tuned");
    if (point.notes.back() == "a finalist: nothing dominates it") ++finalists;
  }
  CHECK(finalists == front_of_history_table(study.results->study, *account.history()).rows());
}

}  // namespace servesweep::sweep::test::history_charts_test
