#include "sweep/criteria/point_figures.h"

#include <doctest/doctest.h>

#include "tests/sweep/criteria/judged_study.h"

namespace servesweep::sweep::point_figures_test {
namespace {

TEST_CASE("criteria need their metrics, of each class where they say so, and the shares served") {
  using Kind = Criterion::Kind;
  using Bound = Threshold::Kind;
  const std::vector<std::string> classes = {"a", "b"};
  const std::vector<Criterion> criteria = {
      {.name = "1",
       .thresholds = {{.metric = "e2e_p99_ms.a", .kind = Bound::below, .other = "e2e_p99_ms.b"}}},
      {.name = "2", .kind = Kind::every_class, .thresholds = {{.metric = "slo_met_fraction"}}},
      {.name = "3", .kind = Kind::judged_by, .judge = "explain"}};
  CHECK(judged_metrics(criteria, classes) ==
        std::set<std::string>{"e2e_p99_ms.a", "e2e_p99_ms.b", "completed_fraction",
                              "completed_fraction.a", "slo_met_fraction.a", "slo_met_fraction.b"});
}

TEST_CASE("figures of an index are those of done runs, by seed") {
  test::JudgedStudy bench;
  bench.set(5, "steps", {10, 20, 30, 40, 50, 60}).set(0, "steps", {1, 2, 3, 4, 5, 6});
  for (io::PlanRow& row : bench.index.plan) {
    if (row.point == 5 && row.seed == 2) row.status = io::RunStatus::failed;
  }
  const FiguresOfMetrics figures = figures_of(bench.index, 5, 0, {"steps", "no such"});
  REQUIRE(figures.size() == 1);
  CHECK(figures.at("steps") == SeedValues{{1, 10}, {3, 30}, {4, 40}, {5, 50}, {6, 60}});
  CHECK(figures_of(bench.index, 5, 1, {"steps"}).at("steps").empty());  // another workload
}

}  // namespace
}  // namespace servesweep::sweep::point_figures_test
