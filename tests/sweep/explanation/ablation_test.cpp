#include "sweep/explanation/ablation.h"

#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "sweep/study/make_workload.h"
#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::ablation_test {

TEST_CASE("an ablation has the figures of its scenarios") {
  const Study study = test::explained_study();
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  const engine::Scenario scenario = study.scenario_at(1, study.point_at(1, 0));
  const SwitchedStrategy strategy(study.model(), baseline, scenario);
  const std::vector<std::string> metrics{"ttft_p99_ms"};
  const Ablation ablation = ablate({.strategy = strategy,
                                    .workload = study.workloads().front(),
                                    .seeds = study.seeds(),
                                    .classes = study.classes(),
                                    .metrics = metrics});
  double alone_ms = 0;
  for (const std::uint64_t seed : study.seeds()) {
    const engine::Workload workload = make_workload(study.workloads().front(), seed);
    engine::Scenario ordered = baseline;
    ordered.scheduling = scenario.scheduling;
    ordered.priority = scenario.priority;
    for (const double sign : {1.0, -1.0}) {
      engine::Simulator simulator;
      simulator.configure(sign > 0 ? ordered : baseline);
      alone_ms += sign * simulator.run(workload).ttft.p99_us / 1000 / 6;
    }
  }
  REQUIRE(ablation.mechanisms.size() == 2);
  REQUIRE(ablation.metrics.size() == 1);
  CHECK(alone_ms != 0);
  CHECK(ablation.metrics[0].effects.mechanisms[0].alone.mean_difference ==
        doctest::Approx(alone_ms));
  CHECK(ablation.changes.size() == study.metrics().size());
}

}  // namespace servesweep::sweep::ablation_test
