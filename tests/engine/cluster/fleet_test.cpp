#include "engine/cluster/fleet.h"

#include <doctest/doctest.h>

#include <string>

namespace fleet_test {

using namespace servesweep::engine;

namespace {

/// Steps of 100 µs plus 1 µs per prompt token; what a step does takes effect at its start.
struct Fixture {
  static Scenario scenario_of(TimeUs signal_refresh_us, Profile profile) {
    Scenario scenario;
    scenario.follow(profile);
    scenario.instances = 3;
    scenario.latency = {.alpha = {0, 0, 0}, .beta = {100, 1, 0}};
    scenario.kv.gpu_blocks = 100;
    scenario.signal_refresh_us = signal_refresh_us;
    return scenario;
  }

  explicit Fixture(TimeUs signal_refresh_us = 0, Profile profile = Profile::reference)
      : scenario(scenario_of(signal_refresh_us, profile)),
        latency(make_latency_model(scenario.latency, scenario.batch)),
        policies(scenario),
        fleet(scenario) {
    header.classes.resize(1);
    header.tenants.resize(1);
    policies.reset({.instances = fleet.size()});
    collector.reset(header);
    fleet.reset(*latency, policies, collector, {}, [](InstanceId) { return nullptr; });
  }
  void accept(std::int32_t instance, std::int32_t output_tokens, TimeUs now_us) {
    RequestFacts facts;
    facts.id = RequestId(0);
    facts.arrival_us = now_us;
    facts.input_tokens = 10;
    facts.slo_class = SloClassId(0);
    facts.tenant = TenantId(0);
    fleet.accept(InstanceId(instance), facts, output_tokens, now_us);
  }
  [[nodiscard]] ClusterView look(TimeUs now_us) {
    fleet.look(now_us);
    ClusterView view;
    fleet.show(view);
    return view;
  }

  Scenario scenario;
  std::unique_ptr<LatencyModel> latency;
  InstancePolicies policies;
  WorkloadHeader header;
  Collector collector;
  Fleet fleet;
};

}  // namespace

TEST_CASE("Fleet: a look sees all that happened before its tick, on every instance") {
  Fixture fixture;
  CHECK(fixture.fleet.next_event_us() == kForever);
  fixture.accept(1, 3, 5);  // steps at 5, 115 and 215; it leaves with the third
  CHECK(fixture.fleet.load() == std::vector<std::int32_t>{0, 1, 0});
  CHECK(fixture.look(5).inflight_prefill_tokens[1] == 10);
  CHECK(fixture.look(5).reports[1].running == 0);  // at its tick a step has not begun
  CHECK(fixture.look(6).inflight_prefill_tokens[1] == 0);
  CHECK(fixture.look(6).reports[1].running == 1);
  CHECK(fixture.fleet.next_event_us() == 115);
  CHECK(fixture.look(215).load[1] == 1);
  fixture.accept(2, 2, 216);
  CHECK(fixture.look(216).load[1] == 0);
  CHECK(fixture.look(216).load[2] == 1);
  CHECK(fixture.look(1000).load[2] == 0);
}

TEST_CASE(
    "Fleet: a report counts a request once it is queued, and its blocks with its first step") {
  Fixture fixture;
  CHECK(fixture.look(5).used_kv_blocks[1] == 0);
  fixture.accept(1, 3, 5);
  CHECK(fixture.look(5).load[1] == 1);
  CHECK(fixture.look(5).reports[1].waiting == 0);
  CHECK(fixture.look(6).reports[1].running == 1);
  CHECK(fixture.look(6).used_kv_blocks[1] == 1);  // ten tokens in a block of 16
  CHECK(fixture.look(6).used_kv_blocks[0] == 0);
}

TEST_CASE("Fleet: an instance that was advanced in this tick reports when it is chosen again") {
  Fixture fixture;
  fixture.accept(1, 3, 5);
  CHECK(fixture.look(5).reports[1].running == 0);
  fixture.fleet.advance_one();  // as in a closed loop: queued
  fixture.fleet.advance_one();  // … or its first step as well
  CHECK(fixture.look(5).reports[1].running == 0);
  fixture.accept(1, 3, 5);
  CHECK(fixture.look(5).reports[1].running == 1);
  CHECK(fixture.look(5).load[1] == 2);
}

TEST_CASE("Fleet: loads are counted, reports are as old as they may be") {
  Fixture fixture(500);
  fixture.accept(0, 9, 0);  // steps at 0, 110, 210 … 810
  CHECK(fixture.look(499).load[0] == 1);
  CHECK(fixture.look(499).reports[0].running == 0);
  CHECK(fixture.look(500).reports[0].running == 1);
  CHECK(fixture.look(900).load[0] == 0);
  CHECK(fixture.look(900).reports[0].running == 1);
  CHECK(fixture.look(1000).reports[0].running == 0);
}

TEST_CASE("Fleet: one by one, the earliest first") {
  Fixture fixture;
  fixture.accept(2, 1, 7);
  fixture.accept(0, 1, 9);
  fixture.accept(1, 1, 7);
  for (const TimeUs expected_us : {7, 7, 9}) {
    CHECK(fixture.fleet.next_event_us() == expected_us);
    fixture.fleet.advance_one();  // the request reaches the queue and leaves with its only step
  }
  CHECK(fixture.fleet.next_event_us() == kForever);
  const std::vector<InstanceSummary> summaries = fixture.fleet.close();
  REQUIRE(summaries.size() == 3);
  for (const InstanceSummary& summary : summaries) CHECK(summary.completed == 1);
}

TEST_CASE("Fleet: instances report in turns, whatever number of rounds nobody looked") {
  // Their turns are at 0, 33 and 66, 100, 133 and 166, and so on; each knows what was before.
  Fixture fixture(100, Profile::vllm_v1);
  for (std::int32_t i = 0; i < 3; ++i) fixture.accept(i, 9, 10);
  const auto reported = [&](TimeUs now_us) {
    std::string text;
    for (const InstanceReport& report : fixture.look(now_us).reports) {
      text += static_cast<char>('0' + report.running + report.waiting);
    }
    return text;
  };
  CHECK(reported(11) == "000");
  CHECK(reported(33) == "010");
  CHECK(reported(99) == "011");
  CHECK(reported(100) == "111");
  for (std::int32_t i = 0; i < 3; ++i) fixture.accept(i, 9, 340);
  CHECK(reported(365) ==
        "111");  // after two rounds that nobody looked at; the turn at 333 was last
  CHECK(reported(366) == "112");
  CHECK(reported(399) == "112");
  CHECK(reported(433) == "222");
}

}  // namespace fleet_test
