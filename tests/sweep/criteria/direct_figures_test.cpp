#include "sweep/criteria/direct_figures.h"

#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "sweep/study/make_workload.h"
#include "tests/sweep/criteria/judged_study.h"

namespace servesweep::sweep::direct_figures_test {

TEST_CASE("figures of what is simulated for the purpose are the simulator's, by name and seed") {
  const test::JudgedStudy bench;
  const std::vector<engine::Scenario> scenarios{bench.plan.points()[0].scenario,
                                                bench.plan.points()[4].scenario};
  const std::vector<WantedFigures> wanted{{.scenario = 1, .workload = 0, .seeds = {101, 103}},
                                          {.scenario = 0, .workload = 0, .seeds = {103}}};
  const auto figures = direct_figures(scenarios, bench.study.workloads(), wanted,
                                      {"ttft_p99_ms", "no such"}, bench.study.classes(), 2);
  REQUIRE(figures.size() == 2);
  CHECK(figures[0].size() == 1);
  const SeedValues& values = figures[0].at("ttft_p99_ms");
  REQUIRE(values.size() == 2);
  CHECK(values[0].first == 101);
  engine::Simulator simulator;
  simulator.configure(scenarios[1]);
  const auto workload = make_workload(bench.study.workloads()[0], 103);
  CHECK(values[1] == std::pair(std::uint64_t{103}, simulator.run(workload).ttft.p99_us / 1000));
  REQUIRE(figures[1].at("ttft_p99_ms").size() == 1);
  CHECK(figures[1].at("ttft_p99_ms").front().first == 103);
}

}  // namespace servesweep::sweep::direct_figures_test
