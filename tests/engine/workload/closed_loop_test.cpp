#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "engine/workload/generator.h"
#include "tests/engine/workload/problem_of.h"
#include "tests/engine/workload/target_workload.h"
#include "tests/property.h"

namespace closed_loop_test {

using namespace servesweep;
using namespace servesweep::engine;

namespace {

/// Every step takes 100 µs; blocks of 4 tokens.
Scenario plain_scenario(std::int32_t instances = 1) {
  Scenario scenario;
  scenario.profile = Profile::reference;
  scenario.switches = switches_of(Profile::reference);
  scenario.instances = instances;
  scenario.latency = {.alpha = {0, 0, 0}, .beta = {100, 0, 0}};
  scenario.kv.block_tokens = 4;
  scenario.kv.gpu_blocks = 10'000;
  return scenario;
}

/// One conversation of three turns that starts at 1,000 µs: 8 new tokens in, 4 out, 50 µs to think.
WorkloadSpec one_conversation() {
  WorkloadSpec spec = plain_workload(3);
  ClientSpec& client = spec.clients[0];
  client.arrival.process = ArrivalProcess::constant;
  client.input_tokens = ConstantLength{8};
  client.output_tokens = ConstantLength{4};
  client.session = SessionSpec{.rounds = ConstantLength{3},
                               .think_time_us = ConstantDuration{50},
                               .mode = SessionMode::closed};
  return spec;
}

std::vector<RequestRecord> simulate(const Scenario& scenario, const Workload& workload) {
  std::vector<RequestRecord> records(workload.requests.size());
  Simulator simulator;
  simulator.configure(scenario);
  static_cast<void>(simulator.run(workload, records));
  return records;
}

/// When the last token is there: the end of the step that yields it.
TimeUs completion_us(const RequestRecord& record) {
  return record.finish_step_us + record.finish_step_length_us;
}

}  // namespace

TEST_CASE("closed loop: a turn arrives a think time after the last token before it") {
  const auto records = simulate(plain_scenario(), generate(one_conversation(), 1));
  REQUIRE(records.size() == 3);
  // The prompt takes one step and yields the first token, three more steps the others.
  CHECK(records[0].arrival_us == 1000);
  CHECK(completion_us(records[0]) == 1400);
  CHECK(records[1].arrival_us == 1450);
  CHECK(completion_us(records[1]) == 1850);
  CHECK(records[2].arrival_us == 1900);
  CHECK(records[2].status == RequestStatus::completed);
}

TEST_CASE("closed loop: contexts add up, and each turn finds what the last one wrote") {
  const auto records = simulate(plain_scenario(), generate(one_conversation(), 1));
  REQUIRE(records.size() == 3);
  CHECK(records[0].input_tokens == 8);
  CHECK(records[1].input_tokens == 8 + 4 + 8);
  CHECK(records[2].input_tokens == 20 + 4 + 8);
  CHECK(records[0].cached_tokens_first == 0);
  CHECK(records[1].cached_tokens_first == 8 + 4);
  CHECK(records[2].cached_tokens_first == 20 + 4);
}

TEST_CASE("closed loop: without context only the system prompt is found") {
  WorkloadSpec spec = one_conversation();
  spec.clients[0].session->accumulate_context = false;
  spec.clients[0].prefix_group = "system-prompt";
  spec.clients[0].prefix_tokens = 16;
  const auto records = simulate(plain_scenario(), generate(spec, 1));
  CHECK(records[0].cached_tokens_first == 0);
  CHECK(records[1].cached_tokens_first == 16);
  CHECK(records[1].input_tokens == 24);
  CHECK(records[2].cached_tokens_first == 16);
}

TEST_CASE("closed loop: a rejected turn ends its conversation") {
  Scenario scenario = plain_scenario();
  scenario.admission.policy =
      "token-bucket";  // 8 of 20 tokens for the first turn, 20 for the second
  scenario.admission.parameters = {{"capacity", 20.0}, {"refill_per_s", 1e-9}};
  const auto records = simulate(scenario, generate(one_conversation(), 1));
  CHECK(records[0].status == RequestStatus::completed);
  CHECK(records[1].status == RequestStatus::rejected);
  CHECK(records[1].arrival_us == 1450);
  CHECK(records[2].status == RequestStatus::unrouted);
}

TEST_CASE("closed loop: every follower of every conversation keeps its distance") {
  check_property(
      [] {
        WorkloadSpec spec = plain_workload(*rc::gen::inRange(1, 120));
        spec.requests_per_s = 2000;
        ClientSpec& client = spec.clients[0];
        client.input_tokens = UniformLength{1, 200};
        client.output_tokens = GeometricLength{20};
        client.session = SessionSpec{.rounds = GeometricLength{4},
                                     .think_time_us = ExponentialDuration{2000},
                                     .accumulate_context = *rc::gen::arbitrary<bool>(),
                                     .mode = SessionMode::closed};
        const Workload workload = generate(spec, *rc::gen::arbitrary<std::uint64_t>());
        Scenario scenario = plain_scenario(*rc::gen::inRange(1, 4));
        scenario.batch.max_running = 8;
        const auto records = simulate(scenario, workload);
        for (std::size_t i = 0; i < records.size(); ++i) {
          const Request& request = workload.requests[i];
          RC_ASSERT(records[i].status == RequestStatus::completed);
          const TimeUs sent_us =
              request.follows.valid() ? completion_us(records[request.follows.index()]) : 0;
          RC_ASSERT(records[i].arrival_us == sent_us + request.arrival_us);
        }
      },
      50);
}

TEST_CASE("closed loop: a request that could never be sent is refused") {
  const auto complaint = [](auto change) {
    Workload workload = generate(one_conversation(), 1);
    change(workload);
    return problem_of([&] { simulate(plain_scenario(), workload); });
  };
  CHECK(complaint([](Workload&) {}) == "");
  CHECK(complaint([](Workload& w) { w.requests[1].follows = RequestId(1); }) ==
        "request 1: follows a request that is not before it (nobody would ever send it); mend the "
        "trace or the workload");
  CHECK(complaint([](Workload& w) { w.closed_loop = false; }).starts_with("request 1: follows"));
  CHECK(
      complaint([](Workload& w) { w.requests[2].arrival_us = -1; }).starts_with("request 2: unu"));
}

}  // namespace closed_loop_test
