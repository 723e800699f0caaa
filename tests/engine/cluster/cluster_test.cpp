#include "engine/cluster/cluster.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "engine/simulate.h"
#include "tests/engine/workload_builder.h"

namespace cluster_test {

using namespace servesweep::engine;

namespace {

Scenario two_instances() {
  Scenario scenario;
  scenario.follow(Profile::reference);
  scenario.instances = 2;
  scenario.latency = {.alpha = {0, 0, 0}, .beta = {100, 1, 10}};
  scenario.kv.gpu_blocks = 100;
  return scenario;
}

std::vector<RequestRecord> records_of(const Scenario& scenario, const WorkloadBuilder& builder,
                                      DecisionObserver* decisions = nullptr) {
  const Workload workload = builder.build();
  std::vector<RequestRecord> records(workload.requests.size());
  Simulator simulator;
  simulator.configure(scenario);
  static_cast<void>(simulator.run(workload, records, {.decisions = decisions}));
  return records;
}

std::vector<std::int32_t> instances_of(const std::vector<RequestRecord>& records) {
  std::vector<std::int32_t> instances;
  for (const RequestRecord& record : records) instances.push_back(record.instance.value());
  return instances;
}

using Instances = std::vector<std::int32_t>;

class Decisions : public DecisionObserver {
 public:
  std::vector<DecisionRow> rows;
  void decision(const DecisionRow& row) override { rows.push_back(row); }
};

}  // namespace

TEST_CASE("Cluster: latencies of the gateway delay routing, and TTFT counts from arrival") {
  Scenario scenario = two_instances();
  scenario.admission_latency_us = 30;
  scenario.routing_latency_us = 12;
  const auto records = records_of(scenario, WorkloadBuilder().add({5, 10, 1}));
  CHECK(records[0].routed_us == 47);
  CHECK(records[0].enqueued_us == 47);
  CHECK(records[0].ttft_us == 42 + 110);
}

TEST_CASE("Cluster: requests of one tick see each other's routing") {
  Scenario scenario = two_instances();
  scenario.routing.policy = "least-loaded";
  WorkloadBuilder builder;
  for (int i = 0; i < 5; ++i) builder.add({0, 10, 5});
  CHECK(instances_of(records_of(scenario, builder)) == Instances{0, 1, 0, 1, 0});
}

TEST_CASE("Cluster: the gateway decides before the instances act at the same tick") {
  Scenario scenario = two_instances();
  scenario.routing.policy = "least-loaded";
  // The first request begins its only decode step at tick 110 and is gone from then on.
  const WorkloadBuilder at_the_step = WorkloadBuilder().add({0, 10, 2}).add({110, 10, 1});
  CHECK(instances_of(records_of(scenario, at_the_step)) == Instances{0, 1});
  const WorkloadBuilder after_it = WorkloadBuilder().add({0, 10, 2}).add({111, 10, 1});
  CHECK(instances_of(records_of(scenario, after_it)) == Instances{0, 0});
}

TEST_CASE("Cluster: KV signals are as old as the refresh interval allows") {
  Scenario scenario = two_instances();
  scenario.routing.policy = "weighted";
  scenario.routing.scorers = {{.policy = "kv-utilization", .parameters = {}, .scorers = {}}};
  const WorkloadBuilder builder =
      WorkloadBuilder().add({0, 100, 50}).add({50, 100, 50}).add({600, 100, 50});
  CHECK(instances_of(records_of(scenario, builder)) == Instances{0, 1, 0});
  scenario.signal_refresh_us = 1000;  // all memory looks free, as at the beginning
  CHECK(instances_of(records_of(scenario, builder)) == Instances{0, 0, 0});
  scenario.signal_refresh_us = 600;  // the third request brings the first refresh
  CHECK(instances_of(records_of(scenario, builder)) == Instances{0, 0, 1});
}

TEST_CASE("Cluster: rejected and unrouted requests keep their facts and have no times") {
  Scenario scenario = two_instances();
  scenario.admission.policy = "slo-gated";
  scenario.admission.parameters["load_threshold"] = 0.0;
  scenario.horizon_us = 100;
  scenario.routing_latency_us = 20;
  const auto records = records_of(scenario, WorkloadBuilder()
                                                .add({0, 50, 9})
                                                .add({30, 7, 3, SloTier::sheddable, {}, 1})
                                                .add({90, 5, 5})
                                                .add({101, 5, 5}));
  CHECK(records[1].status == RequestStatus::rejected);
  CHECK(records[1].input_tokens == 7);
  CHECK(records[1].output_tokens == 3);
  CHECK(records[1].tenant == TenantId(1));
  CHECK_FALSE(records[1].instance.valid());
  for (const std::size_t i : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
    CHECK(records[i].routed_us == kNever);
    CHECK(records[i].ttft_us == kNever);
  }
  CHECK(records[2].status == RequestStatus::unrouted);  // admitted, not routed
  CHECK(records[3].status == RequestStatus::unrouted);  // arrived too late
  CHECK(records[0].status == RequestStatus::running);
}

TEST_CASE("Cluster: events at the horizon still happen") {
  Scenario scenario = two_instances();
  scenario.horizon_us = 100;
  const auto records = records_of(scenario, WorkloadBuilder().add({100, 5, 1}).add({101, 5, 1}));
  CHECK(records[0].first_scheduled_us == 100);
  CHECK(records[1].status == RequestStatus::unrouted);
}

TEST_CASE("Cluster: decisions tell scores and regret") {
  Scenario scenario = two_instances();
  Decisions decisions;
  const WorkloadBuilder builder =
      WorkloadBuilder().add({0, 10, 50}).add({1, 10, 2}).add({400, 9, 9});
  records_of(scenario, builder, &decisions);
  REQUIRE(decisions.rows.size() == 3);
  CHECK(decisions.rows[1].instance == InstanceId(1));
  CHECK(decisions.rows[2].clock_us == 400);
  CHECK(decisions.rows[2].instance == InstanceId(0));  // busy; the other one is idle by now
  CHECK(decisions.rows[2].best_score == 0);
  CHECK(decisions.rows[2].chosen_score == -1);
  CHECK(decisions.rows[2].regret == 1);
}

TEST_CASE("Cluster: refuses invalid policies by extension point") {
  Scenario scenario = two_instances();
  scenario.routing.parameters["x"] = 1.0;
  CHECK_THROWS_AS(Cluster{scenario}, Problem);
}

TEST_CASE(
    "Cluster: under vllm-v1 each instance reports once in an interval, in turn, and ages in "
    "between") {
  Scenario scenario;
  scenario.instances = 2;
  scenario.latency.beta = {1'000'000, 0, 0};
  scenario.routing = {.policy = "weighted",
                      .parameters = {},
                      .scorers = {{.policy = "waiting-queue", .parameters = {}, .scorers = {}}}};
  scenario.batch.max_running = 1;
  scenario.signal_refresh_us = 100;
  WorkloadBuilder builder;
  // Instance 0 reports at 100 and 200, instance 1 at 50, 150 and 250. Requests 0 … 2 come before
  // 200: nobody sees that instance 0 already has a queue. Request 3 sees it.
  for (const TimeUs arrival_us : {110, 120, 199, 201}) builder.add({.arrival_us = arrival_us});
  const Workload workload = builder.build();
  std::vector<RequestRecord> records(4);
  Simulator simulator;
  simulator.configure(scenario);
  (void)simulator.run(workload, records);
  for (std::size_t i = 0; i < 3; ++i) CHECK(records[i].instance == InstanceId(0));
  CHECK(records[3].instance == InstanceId(1));
}

}  // namespace cluster_test
