#include "io/report/chart_numbers.h"

#include <doctest/doctest.h>

namespace servesweep::io::chart_numbers_test {
namespace {

ReportChart chart_of(std::vector<ChartSeries> series) {
  return {.id = "c", .title = "", .summary = "", .y_label = "ms", .series = std::move(series)};
}

}  // namespace

TEST_CASE("numbers of a chart stand side by side where its series have the same x") {
  const ReportChart chart =
      chart_of({{.name = "a", .points = {{.x = 0, .y = 1}, {.x = 1, .y = 2}}},
                {.name = "b", .points = {{.x = 0, .y = 3}, {.x = 1, .y = 4}}}});
  CHECK(chart_numbers(chart).render(TableFormat::csv) == "x,a,b\n0,1,3\n1,2,4\n");
}

TEST_CASE(
    "else there is a row for every point with its interval and notes and the category's name") {
  ReportChart chart = chart_of(
      {{.name = "a", .points = {{.x = 1, .y = 2, .low = 1, .high = 3, .notes = {"p=1", "q"}}}}});
  chart.categories = {"none", "queue"};
  CHECK(chart_numbers(chart).render(TableFormat::csv) ==
        "series,name,ms,from,to,notes\na,queue,2,1,3,p=1; q\n");
  CHECK(chart_numbers(chart_of({{.name = "a", .points = {{.x = 0, .y = 1}}},
                                {.name = "b", .points = {{.x = 2, .y = 3}}}}))
            .rows() == 2);
}

TEST_CASE("a chart without series has no numbers") {
  CHECK(chart_numbers(chart_of({})).rows() == 0);
}

}  // namespace servesweep::io::chart_numbers_test
