#include "engine/cluster/fleet.h"

#include <doctest/doctest.h>

#include <string>

namespace fleet_test {

using namespace servesweep::engine;

namespace {

/// Steps of 100 µs plus 1 µs per prompt token; what a step does takes effect at its start.
struct Fixture {
  static Scenario scenario_of(TimeUs signal_refresh_us, Profile profile, std::int32_t max_running) {
    Scenario scenario;
    scenario.follow(profile);
    scenario.instances = 3;
    scenario.latency = {.alpha = {0, 0, 0}, .beta = {100, 1, 0}};
    scenario.kv.gpu_blocks = 100;
    scenario.signal_refresh_us = signal_refresh_us;
    scenario.batch.max_running = max_running;
    return scenario;
  }

  explicit Fixture(TimeUs signal_refresh_us = 0, Profile profile = Profile::reference,
                   bool closed_loop = false, std::int32_t max_running = 256)
      : scenario(scenario_of(signal_refresh_us, profile, max_running)),
        latency(make_latency_model(scenario.latency, scenario.batch)),
        policies(scenario),
        fleet(scenario) {
    header.classes.resize(1);
    header.tenants.resize(1);
    policies.reset({.instances = fleet.size()});
    collector.reset(header);
    InstanceListeners listeners;
    if (closed_loop) listeners.completions = &completions;
    fleet.reset(*latency, policies, collector, listeners, [](InstanceId) { return nullptr; });
  }
  static Fixture closed_loop(std::int32_t max_running = 256) {
    return Fixture(0, Profile::reference, true, max_running);
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
  std::vector<Completion> completions;
  Fleet fleet;
};

}  // namespace

TEST_CASE("Fleet: a look sees all that happened before its tick, on every instance") {
  Fixture fixture;
  fixture.accept(1, 3, 5);  // steps at 5, 115 and 215; it leaves with the third
  CHECK(fixture.fleet.load() == std::vector<std::int32_t>{0, 1, 0});
  CHECK(fixture.look(5).inflight_prefill_tokens[1] == 10);
  CHECK(fixture.look(5).reports[1].running == 0);  // at its tick a step has not begun
  CHECK(fixture.look(6).inflight_prefill_tokens[1] == 0);
  CHECK(fixture.look(6).reports[1].running == 1);
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
  Fixture fixture = Fixture::closed_loop();
  fixture.accept(1, 3, 5);
  CHECK(fixture.look(5).reports[1].running == 0);
  fixture.fleet.advance_one();  // queued, and its first step
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

TEST_CASE("Fleet: in a closed loop it is known before when nobody completes") {
  Fixture fixture = Fixture::closed_loop();
  CHECK(fixture.fleet.next_completion_us() == kForever);
  fixture.accept(1, 9, 5);  // steps at 5, 115, 215 and so on, of 100 µs; it leaves with that at 815
  CHECK(fixture.fleet.next_completion_us() == 5);
  fixture.fleet.advance_one();
  // None is known to be shorter than 99 µs.
  for (const TimeUs expected_us : {115 + 7 * 99, 815}) {
    CHECK(fixture.fleet.next_completion_us() == expected_us);
    CHECK(fixture.completions.empty());
    fixture.fleet.advance_one();
  }
  REQUIRE(fixture.completions.size() == 1);
  CHECK(fixture.completions[0].time_us == 915);
  CHECK(fixture.fleet.next_completion_us() == kForever);
}

TEST_CASE("Fleet: at the tick of a completion, instances of a lower index have had their turns") {
  for (const std::int32_t first : {0, 2}) {
    Fixture fixture = Fixture::closed_loop();
    fixture.accept(first, 3, 5);  // steps at 5, 115 and 215
    fixture.accept(2 - first, 9, 5);
    while (fixture.completions.empty()) fixture.fleet.advance_one();
    const InstanceReport other = fixture.look(215).reports[static_cast<std::size_t>(2 - first)];
    CHECK(other.step_start_us == (first == 2 ? 215 : 115));
  }
}

TEST_CASE("Fleet: within a tick only routing changes the signals, whoever completed in it") {
  Fixture fixture = Fixture::closed_loop();
  fixture.accept(1, 1, 5);
  fixture.fleet.advance_one();
  REQUIRE(fixture.completions.size() == 1);
  for (int i = 1; i <= 2; ++i) {
    CHECK(fixture.look(5).load[0] == i - 1);
    fixture.accept(0, 3, 5);
    CHECK(fixture.look(5).inflight_prefill_tokens[0] == 10 * i);
    CHECK(fixture.look(5).reports[0].running == 0);
  }
}

TEST_CASE("Fleet: who waits, who is on the way and who is about to end is reckoned with") {
  SUBCASE("a request that waits may end in its first step") {
    Fixture fixture = Fixture::closed_loop(1);
    fixture.accept(0, 9, 5);
    fixture.accept(0, 9, 5);
    fixture.fleet.advance_one();
    CHECK(fixture.fleet.next_completion_us() == 115);
  }
  SUBCASE("so may one that is routed here") {
    Fixture fixture = Fixture::closed_loop();
    fixture.accept(0, 9, 5);
    fixture.fleet.advance_one();
    CHECK(fixture.look(300).load[0] == 1);
    fixture.accept(0, 9, 301);
    CHECK(fixture.fleet.next_completion_us() == 301);
  }
  SUBCASE("a last token may be under way, and nobody else there") {
    Fixture fixture(0, Profile::vllm_v1, true);
    fixture.accept(0, 2, 5);  // two steps in flight
    fixture.fleet.advance_one();
    CHECK(fixture.fleet.next_completion_us() == 115);
    fixture.fleet.advance_one();
    CHECK(fixture.fleet.next_completion_us() == 215);
    fixture.fleet.advance_one();
    CHECK(fixture.completions.size() == 1);
  }
}

TEST_CASE("Fleet: at its tick, a report comes first in a closed loop, and last in an open one") {
  for (const bool closed_loop : {false, true}) {
    Fixture fixture(99, Profile::vllm_v1, closed_loop);  // instance 1 reports at 33, 132, 231 …
    CHECK(fixture.look(22).reports[1].running == 0);
    fixture.accept(1, 9, 22);  // steps from 22 on, then from 132, 232 …
    CHECK(fixture.look(140).reports[1].step_start_us == (closed_loop ? 22 : 132));
    CHECK(fixture.look(500).reports[1].step_start_us == 332);  // as of 429, the last one
  }
}

TEST_CASE("Fleet: one by one, the earliest first") {
  Fixture fixture = Fixture::closed_loop();
  fixture.accept(2, 1, 7);
  fixture.accept(0, 1, 9);
  fixture.accept(1, 1, 7);
  for (const TimeUs expected_us : {7, 7, 9}) {
    CHECK(fixture.fleet.next_completion_us() == expected_us);
    fixture.fleet.advance_one();  // the request reaches the queue and leaves with its only step
  }
  CHECK(fixture.fleet.next_completion_us() == kForever);
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
