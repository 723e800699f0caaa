#include "sweep/criteria/finalist_schedule.h"

#include <doctest/doctest.h>

#include "tests/sweep/criteria/judged_study.h"

namespace servesweep::sweep::finalist_schedule_test {
namespace {

using Seeds = std::vector<std::uint64_t>;

/// Another workload than the example's, of another class.
WorkloadFile other_workload(const test::JudgedStudy& bench) {
  WorkloadFile other = bench.study.workloads().front();
  other.name = "other";
  other.spec.clients.front().slo_class = "batch";
  return other;
}

}  // namespace

TEST_CASE("without fresh seeds nothing is simulated") {
  const test::JudgedStudy bench;
  const FinalistSchedule schedule(bench.study, bench.index, {});
  CHECK(schedule.runs() == 0);
  REQUIRE(schedule.places().size() == 1);
  CHECK_FALSE(schedule.places()[0].is_simulated);
  CHECK(schedule.places()[0].seeds.empty());  // those that are done
}

TEST_CASE("the baseline and a point of each strategy are simulated on every fresh seed") {
  const test::JudgedStudy bench;
  const FinalistSchedule schedule(bench.study, bench.index, {.fresh_seeds = {101, 102, 103}});
  CHECK(schedule.runs() == 4 * 3);
  CHECK(schedule.rankings().size() == 1);
  const auto figures = schedule.figures(bench.plan, bench.study.criteria().list, 1);
  CHECK(figures.size() == 4);
  for (const RankedPoint& row : schedule.rankings()[0].rows) {
    const FiguresOfMetrics& of_point = figures.at({row.point.id, 0});
    CHECK(of_point.at("ttft_p99_ms").size() == 3);
    CHECK(of_point.contains("completed_fraction"));
    CHECK_FALSE(of_point.contains("steps"));
  }
}

TEST_CASE("another workload is a place of its own, with classes of its own") {
  const test::JudgedStudy bench;
  const FinalistSchedule schedule(bench.study, bench.index,
                                  {.fresh_seeds = {101, 102}, .also_on = {other_workload(bench)}});
  REQUIRE(schedule.places().size() == 2);
  const JudgingPlace& away = schedule.places()[1];
  CHECK_FALSE(away.is_home());
  CHECK(schedule.workloads()[away.workload].name == "other");
  CHECK(schedule.classes().back() == "batch");
  CHECK(schedule.runs() == 2 * 4 * 2);
  const auto figures = schedule.figures(bench.plan, bench.study.criteria().list, 1);
  CHECK(figures.at({0, 1}).at("ttft_p99_ms.batch").size() == 2);
}

TEST_CASE("without fresh seeds another workload takes the study's") {
  const test::JudgedStudy bench;
  const FinalistSchedule schedule(bench.study, bench.index, {.also_on = {other_workload(bench)}});
  REQUIRE(schedule.places().size() == 2);
  CHECK(schedule.places()[1].is_simulated);
  CHECK(schedule.places()[1].seeds == bench.study.seeds());
  CHECK(schedule.runs() == 4 * 6);
}

}  // namespace servesweep::sweep::finalist_schedule_test
