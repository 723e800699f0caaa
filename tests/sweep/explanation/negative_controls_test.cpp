#include "sweep/explanation/negative_controls.h"

#include <doctest/doctest.h>

#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::negative_controls_test {
namespace {

std::vector<Control> controls_of(const Study& study, const engine::Scenario& strategy,
                                 const WorkloadFile& workload) {
  const SwitchedStrategy switched(study.model(), study.scenario_at(0, study.point_at(0, 0)),
                                  strategy);
  return run_controls({.strategy = switched,
                       .workload = workload,
                       .seeds = study.seeds(),
                       .classes = study.classes(),
                       .cell = {.kind = LatencyKind::ttft, .group = 0, .statistic = 0},
                       .metric = study.metrics()[0]});
}

constexpr std::size_t kIdle = 1, kEqual = 2, kUnique = 3;

}  // namespace

TEST_CASE("a scheduler that sorts by length does not look at classes") {
  const Study study = test::explained_study();
  REQUIRE(study.metrics()[0].column.name == "ttft_mean_ms");
  engine::Scenario strategy = study.scenario_at(0, study.point_at(0, 0));
  strategy.scheduling.policy = "sjf";
  const auto controls = controls_of(study, strategy, study.workloads().front());
  CHECK(!controls[kEqual].applies);
  CHECK(controls[kEqual].reason == "the order of the queue does not look at classes");
  CHECK(controls[kIdle].finding == Finding::held);
}

TEST_CASE("a priority that also ages fails where it must, and says why") {
  // Deadlines by class and length: even with equal classes the order is not that of arrival.
  const Study study = test::explained_study();
  engine::Scenario strategy = study.scenario_at(1, study.point_at(1, 0));
  strategy.scheduling.policy = "sjf";
  strategy.priority.policy = "constant";
  strategy.priority.parameters.clear();
  strategy.chunking.policy = "per-class";
  const auto controls = controls_of(study, strategy, study.workloads().front());
  CHECK(!controls[kEqual].applies);  // chunks look at classes, the order does not
}

TEST_CASE("controls that a workload leaves no room for are not run") {
  const Study study = test::explained_study();
  WorkloadFile plain = study.workloads().front();
  for (engine::ClientSpec& client : plain.spec.clients) {
    client.prefix_group.clear();
    client.prefix_tokens = 0;
    client.slo_class = "critical";
  }
  const auto controls = controls_of(study, study.scenario_at(1, study.point_at(1, 0)), plain);
  CHECK(!controls[kEqual].applies);
  CHECK(controls[kEqual].reason == "the workload has no classes that differ");
  CHECK(!controls[kUnique].applies);
}

TEST_CASE("a queue that exists however low the load is fails the idle control") {
  // A routing that sends everybody to one instance does not matter when idle; requests that arrive
  // together do: conversations of which all turns come at once.
  const Study study = test::explained_study();
  WorkloadFile together = study.workloads().front();
  for (engine::ClientSpec& client : together.spec.clients) {
    client.session = engine::SessionSpec{.rounds = engine::ConstantLength{20},
                                         .think_time_us = engine::ConstantDuration{0},
                                         .accumulate_context = false};
  }
  engine::Scenario strategy = study.scenario_at(0, study.point_at(0, 0));
  strategy.batch.max_tokens_per_step = 1024;
  const auto controls = controls_of(study, strategy, together);
  CHECK(controls[kIdle].finding == Finding::failed);
  CHECK(controls[kIdle].reason.find("requests wait even there") != std::string::npos);
}

}  // namespace servesweep::sweep::negative_controls_test
