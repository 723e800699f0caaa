#include "sweep/explanation/request_comparison.h"

#include <doctest/doctest.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>

#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::request_comparison_test {

TEST_CASE("seeds are compared in their order, on any number of threads, as each would be alone") {
  const Study study = test::explained_study();
  const std::vector<engine::Scenario> scenarios{study.scenario_at(1, study.point_at(1, 0)),
                                                study.scenario_at(0, study.point_at(0, 0))};
  const auto cost = engine::make_latency_model(scenarios[1].latency, scenarios[1].batch);
  const auto compare = [&](std::vector<std::uint64_t> seeds, int threads) {
    DirectRuns direct(scenarios, study.workloads(), threads);
    return compare_requests(direct, {.strategy = 0, .baseline = 1}, seeds, 2, *cost);
  };
  const auto all = compare({7, 3, 5}, 1);
  REQUIRE(all.size() == 3);
  const auto again = compare({7, 3, 5}, 2);
  for (const std::uint64_t seed : {7, 3, 5}) {
    const std::size_t at = seed == 7 ? 0 : seed == 3 ? 1 : 2;
    const auto alone = compare({seed}, 1);
    REQUIRE(all[at].size() == latency_cells(2).size());
    for (std::size_t cell = 0; cell < all[at].size(); ++cell) {
      CHECK(all[at][cell].strategy_us == alone[0][cell].strategy_us);
      CHECK(all[at][cell].parts_us == alone[0][cell].parts_us);
      CHECK(all[at][cell].parts_us == again[at][cell].parts_us);
    }
  }
  CHECK(all[0][0].baseline_us != all[1][0].baseline_us);
}

TEST_CASE("decomposing takes no more threads than the simulations") {
  const Study study = test::explained_study();
  const std::vector<engine::Scenario> scenarios{study.scenario_at(1, study.point_at(1, 0)),
                                                study.scenario_at(0, study.point_at(0, 0))};
  const auto cost = engine::make_latency_model(scenarios[1].latency, scenarios[1].batch);
  for (const int threads : {1, 2}) {
    DirectRuns direct(scenarios, study.workloads(), threads);
    std::atomic<int> most = 0;
    const auto note = [&most](const LatencyCell&) {
      most = std::max(most.load(), tbb::this_task_arena::max_concurrency());
      return true;
    };
    (void)compare_requests(direct, {.strategy = 0, .baseline = 1}, study.seeds(), 2, *cost, note);
    CHECK(most.load() == threads);
  }
}

TEST_CASE("class names are in the order of the ids") {
  const Study study = test::explained_study();
  CHECK(class_names(study.workloads().front()) ==
        std::vector<std::string>{"critical", "sheddable"});
}

}  // namespace servesweep::sweep::request_comparison_test
