#include "engine/cluster/regret_meter.h"

#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "tests/engine/workload_builder.h"

namespace regret_meter_test {

using namespace servesweep::engine;

namespace {

DecisionRow decision(std::int32_t request, TimeUs clock_us, std::int32_t instance, double regret) {
  return {.request = RequestId(request),
          .clock_us = clock_us,
          .instance = InstanceId(instance),
          .regret = regret};
}

RequestRecord scheduled(std::int32_t request, TimeUs first_us) {
  RequestRecord record;
  record.request = RequestId(request);
  record.first_scheduled_us = first_us;
  return record;
}

class Counter final : public DecisionObserver, public RecordSink {
 public:
  int decisions = 0, records = 0;
  void decision(const DecisionRow&) override { ++decisions; }
  void record(const RequestRecord&) override { ++records; }
};

/// Two instances, everything sent to the first one, which serves one request at a time.
Summary busy_first(const std::string& policy, bool regret, const Observers& others = {}) {
  Scenario scenario;
  scenario.instances = 2;
  scenario.latency = {.alpha = {0, 0, 0}, .beta = {1000, 1, 10}};
  scenario.kv.gpu_blocks = 1000;
  scenario.batch.max_running = 1;
  scenario.routing.policy = policy;
  WorkloadBuilder builder;
  for (int i = 0; i < 6; ++i) builder.add({100 * i, 16, 4});
  Simulator simulator;
  simulator.configure(scenario);
  Observers observers = others;
  observers.routing_regret = regret;
  std::vector<RequestRecord> records;
  return simulator.run(builder.build(), records, observers);
}

}  // namespace

TEST_CASE(
    "RegretMeter: regret by scores is averaged, regret in hindsight is what others waited less") {
  RegretMeter meter;
  meter.reset(2, nullptr, nullptr);
  meter.decision(decision(0, 0, 0, 0.5));
  meter.decision(decision(1, 10, 0, 0));
  meter.decision(decision(2, 20, 1, 0));
  meter.decision(decision(3, 25, 0, 0.25));
  // Records come in any order. Request 1 is admitted at 100, so that whoever comes to instance 0 at
  // 25 waits 75 µs; on instance 1 request 2 is admitted at 30: 5 µs. Nobody else could have gained.
  for (const auto& [request, first_us] :
       std::vector<std::pair<std::int32_t, TimeUs>>{{3, 110}, {1, 100}, {0, 5}, {2, 30}}) {
    meter.record(scheduled(request, first_us));
  }
  const RoutingRegret regret = meter.total();
  CHECK(regret.mean == 0.1875);
  CHECK(regret.largest == 0.5);
  CHECK(regret.wait_mean_us == 70.0 / 4);
}

TEST_CASE(
    "RegretMeter: who was never admitted keeps nobody waiting, and no decision is no regret") {
  RegretMeter meter;
  meter.reset(2, nullptr, nullptr);
  CHECK(meter.total() == RoutingRegret{});
  meter.decision(decision(0, 0, 0, 0));
  meter.decision(decision(1, 10, 0, 0));
  meter.record(scheduled(0, kNever));
  meter.record(scheduled(1, 11));
  CHECK(meter.total().wait_mean_us == 0);
  meter.reset(2, nullptr, nullptr);
  CHECK(meter.total() == RoutingRegret{});
}

TEST_CASE("RegretMeter: a simulator measures it if asked, and tells other observers all the same") {
  CHECK_FALSE(busy_first("always-busiest", false).routing_regret.has_value());
  Counter counter;
  const Summary pile = busy_first("always-busiest", true, {.decisions = &counter});
  REQUIRE(pile.routing_regret.has_value());
  CHECK(counter.decisions == 6);
  // Loads are 0, 1, … 5 when the six are sent to the first instance; the other one's is 0.
  CHECK(pile.routing_regret->mean == 2.5);
  CHECK(pile.routing_regret->largest == 5);
  CHECK(pile.routing_regret->wait_mean_us > 1000);
  const Summary spread = busy_first("least-loaded", true);
  CHECK(spread.routing_regret->largest == 0);
  CHECK(spread.routing_regret->wait_mean_us < pile.routing_regret->wait_mean_us / 2);
}

}  // namespace regret_meter_test
