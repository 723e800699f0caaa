#include "engine/instance/instance.h"

#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "tests/engine/workload_builder.h"

namespace instance_test {

using namespace servesweep::engine;

namespace {

/// Round numbers: a step costs 100 + prefill tokens, plus 10 per decode token; 5 µs per output
/// token; no queueing time.
Scenario round_numbers() {
  Scenario scenario;
  scenario.follow(Profile::reference);
  scenario.latency = {.alpha = {0, 0, 5}, .beta = {100, 1, 10}};
  scenario.kv.gpu_blocks = 100;
  return scenario;
}

struct Outcome {
  Summary summary;
  std::vector<RequestRecord> records;
  std::vector<StepRow> steps;
};

class Steps : public StepObserver {
 public:
  explicit Steps(std::vector<StepRow>& rows) : rows_(rows) {}
  void step(const StepRow& row) override { rows_.push_back(row); }

 private:
  std::vector<StepRow>& rows_;
};

Outcome simulate(const Scenario& scenario, const WorkloadBuilder& builder) {
  const Workload workload = builder.build();
  Outcome outcome;
  outcome.records.resize(workload.requests.size());
  Steps steps(outcome.steps);
  Simulator simulator;
  simulator.configure(scenario);
  outcome.summary = simulator.run(workload, outcome.records, {.steps = &steps});
  return outcome;
}

void chunk(Scenario& scenario, double tokens) {
  scenario.chunking.parameters["tokens"] = tokens;
}

const std::vector<Segment> kPrefix{{ChainId(0), 64}};

}  // namespace

TEST_CASE("Instance: a short life by hand") {
  // Prompt of 40 tokens: step at 7 takes 140. Then two decode steps of 110.
  const Outcome out = simulate(round_numbers(), WorkloadBuilder().add({7, 40, 3}));
  REQUIRE(out.steps.size() == 3);
  CHECK(out.steps[0].start_us == 7);
  CHECK(out.steps[0].length_us == 140);
  CHECK(out.steps[0].used_blocks_mid == 3);
  CHECK(out.steps[1].start_us == 147);
  CHECK(out.steps[1].length_us == 110);
  CHECK(out.steps[2].start_us == 257);
  CHECK(out.steps[2].finished == 1);
  CHECK(out.steps[2].used_blocks_end == 0);
  const RequestRecord& record = out.records[0];
  CHECK(record.status == RequestStatus::completed);
  CHECK(record.first_scheduled_us == 7);
  CHECK(record.ttft_us == 140 + 5);
  CHECK(record.itl_count == 3);  // the last step counts twice
  CHECK(record.itl_sum_us == 3 * (110 + 5));
  CHECK(record.e2e_us == record.ttft_us + record.itl_sum_us);
  CHECK(record.finish_step_us == 257);
  CHECK(record.finish_step_length_us == 110);
  CHECK(out.summary.end_us == 367);
  CHECK(out.summary.output_tokens == 2);
}

TEST_CASE("Instance: outputs of 0 and 1 tokens end with the prefill") {
  const Outcome out =
      simulate(round_numbers(), WorkloadBuilder().add({0, 32, 0}).add({1000, 32, 1}));
  REQUIRE(out.steps.size() == 2);
  for (const RequestRecord& record : out.records) {
    CHECK(record.status == RequestStatus::completed);
    CHECK(record.ttft_us == 132 + 5);
    CHECK(record.itl_count == 1);
    CHECK(record.e2e_us == 2 * (132 + 5));
  }
  CHECK(out.summary.output_tokens == 0);
  // The only token of the second request is stored: 2 + (2 + 1) new blocks.
  CHECK(out.summary.instances[0].block_misses == 5);
}

TEST_CASE("Instance: a prompt that is cached completely costs no prefill tokens") {
  const Outcome out =
      simulate(round_numbers(), WorkloadBuilder()
                                    .add({0, 64, 1, SloTier::standard, kPrefix})
                                    .add({1000, 64, 2, SloTier::standard, kPrefix}));
  CHECK(out.records[1].cached_tokens_first == 64);
  CHECK(out.records[1].ttft_us == 100 + 5);
  REQUIRE(out.steps.size() == 3);
  CHECK(out.steps[1].prefill_tokens == 0);
  CHECK(out.steps[1].prefill_requests == 1);
  CHECK(out.summary.instances[0].block_hits == 4);
  CHECK(out.summary.instances[0].used_blocks == 0);
}

TEST_CASE("Instance: chunks and the budget share the prompt out over steps") {
  Scenario scenario = round_numbers();
  chunk(scenario, 48);
  scenario.batch.max_tokens_per_step = 64;
  const Outcome out = simulate(scenario, WorkloadBuilder().add({0, 100, 2}).add({0, 40, 1}));
  // 48+16, 48+16, 4+8, then a decode; the second request fills what the first leaves.
  REQUIRE(out.steps.size() == 4);
  CHECK(out.steps[0].prefill_tokens == 64);
  CHECK(out.steps[1].prefill_tokens == 64);
  CHECK(out.steps[2].prefill_tokens == 12);
  CHECK(out.steps[2].finished == 1);
  CHECK(out.steps[3].decode_tokens == 1);
  CHECK(out.records[0].ttft_us == 164 + 164 + 112 + 5);
  CHECK(out.records[1].ttft_us == out.records[0].ttft_us);
}

TEST_CASE("Instance: a budget smaller than the batch is used in order of admission") {
  Scenario scenario = round_numbers();
  scenario.batch.max_tokens_per_step = 2;
  WorkloadBuilder builder;
  for (int i = 0; i < 3; ++i) builder.add({0, 1, 4});
  const Outcome out = simulate(scenario, builder);
  // Prefills of 0 and 1; their decodes leave nothing until both are done after 4 tokens.
  REQUIRE(out.steps.size() == 8);
  CHECK(out.steps[0].prefill_tokens == 2);
  CHECK(out.steps[1].decode_tokens == 2);
  CHECK(out.steps[3].finished == 2);
  CHECK(out.records[2].first_scheduled_us == out.steps[4].start_us);
  for (const StepRow& step : out.steps) CHECK(step.prefill_tokens + step.decode_tokens <= 2);
}

TEST_CASE("Instance: who comes too late in the batch gets no token in a step") {
  Scenario scenario = round_numbers();
  scenario.batch.max_tokens_per_step = 4;
  // Three decodes and a prefill of many chunks that leaves no room once it is among them.
  WorkloadBuilder builder;
  builder.add({0, 3, 10}).add({1, 40, 2}).add({2, 1, 3});
  const Outcome out = simulate(scenario, builder);
  for (const StepRow& step : out.steps) CHECK(step.prefill_tokens + step.decode_tokens <= 4);
  for (const RequestRecord& record : out.records) {
    CHECK(record.status == RequestStatus::completed);
    CHECK(record.itl_count == record.output_tokens);
    // Finish on the clock, plus overhead per token, plus the last step once more.
    CHECK(record.e2e_us == record.finish_step_us + 2 * record.finish_step_length_us -
                               record.arrival_us + 5 * (record.output_tokens + 1));
  }
}

TEST_CASE("Instance: a preempted request keeps its tokens and its first TTFT") {
  Scenario scenario = round_numbers();
  scenario.kv.gpu_blocks = 5;
  const Outcome calm =
      simulate(round_numbers(), WorkloadBuilder().add({0, 30, 30}).add({1, 30, 9}));
  const Outcome out = simulate(scenario, WorkloadBuilder().add({0, 30, 30}).add({1, 30, 9}));
  const RequestRecord& record = out.records[1];
  REQUIRE(record.status == RequestStatus::completed);
  CHECK(record.preemptions == 1);
  CHECK(out.summary.preemptions == 1);
  CHECK(out.steps.front().preemptions == 0);
  CHECK(out.steps.back().preemptions == 1);
  CHECK(record.ttft_us == calm.records[1].ttft_us);
  CHECK(record.last_scheduled_us > record.first_scheduled_us);
  CHECK(record.itl_count == 9);
  CHECK(record.e2e_us ==
        record.finish_step_us + 2 * record.finish_step_length_us - record.arrival_us + 5 * (9 + 1));
  CHECK(record.e2e_us > calm.records[1].e2e_us);
  CHECK(out.records[0].preemptions == 0);
  CHECK(out.summary.instances[0].used_blocks == 0);
}

TEST_CASE("Instance: time lost in several preemptions in a row is all accounted for") {
  Scenario scenario = round_numbers();
  scenario.kv.gpu_blocks = 8;
  scenario.kv.block_tokens = 4;
  chunk(scenario, 2);
  WorkloadBuilder builder;
  builder.add({0, 9, 20}).add({1, 9, 20}).add({2, 9, 20}).add({3, 5, 20});
  const Outcome out = simulate(scenario, builder);
  std::int32_t most = 0;
  for (const RequestRecord& record : out.records) {
    REQUIRE(record.status == RequestStatus::completed);
    most = std::max(most, record.preemptions);
    CHECK(record.itl_count == 20);
    CHECK(record.e2e_us == record.finish_step_us + 2 * record.finish_step_length_us -
                               record.arrival_us + 5 * (20 + 1));
  }
  CHECK(most >= 2);
}

TEST_CASE("Instance: a prompt larger than the KV memory is dropped when it is queued") {
  Scenario scenario = round_numbers();
  scenario.kv.gpu_blocks = 4;
  const Outcome out = simulate(scenario, WorkloadBuilder().add({0, 65, 3}).add({5, 64, 1}));
  CHECK(out.records[0].status == RequestStatus::dropped);
  CHECK(out.records[0].enqueued_us == kNever);
  CHECK(out.records[1].status == RequestStatus::completed);
  CHECK(out.summary.dropped == 1);
  CHECK(out.summary.instances[0].dropped == 1);
  CHECK(out.summary.input_tokens == 64);
}

TEST_CASE("Instance: a request that outgrows the KV memory is dropped, not preempted for ever") {
  Scenario scenario = round_numbers();
  scenario.kv.gpu_blocks = 4;
  const Outcome out = simulate(scenario, WorkloadBuilder().add({0, 50, 100}).add({1, 20, 5}));
  const RequestRecord& large = out.records[0];
  CHECK(large.status == RequestStatus::dropped);
  CHECK(large.ttft_us != kNever);
  CHECK(large.itl_count == 14);  // tokens 2 … 15: 64 tokens stored, the 15th has no room
  CHECK(large.e2e_us == kNever);
  CHECK(large.preemptions == 0);
  CHECK(out.records[1].status == RequestStatus::completed);
  CHECK(out.summary.dropped == 1);
  CHECK(out.summary.completed == 1);
  CHECK(out.summary.instances[0].used_blocks == 0);
}

TEST_CASE("Instance: output that fits to the last token is not dropped") {
  Scenario scenario = round_numbers();
  scenario.kv.gpu_blocks = 4;
  // 50 + 14 tokens fill the cache; the 15th token is the last one and needs to be stored no more.
  const Outcome out = simulate(scenario, WorkloadBuilder().add({0, 50, 15}));
  CHECK(out.records[0].status == RequestStatus::completed);
  CHECK(out.summary.instances[0].kv_allocation_failures == 1);
  CHECK(out.summary.instances[0].used_blocks == 0);
}

TEST_CASE("Instance: a chunked prompt of exactly the KV memory is served") {
  Scenario scenario = round_numbers();
  scenario.kv.gpu_blocks = 3;
  chunk(scenario, 24);
  const Outcome out = simulate(scenario, WorkloadBuilder().add({0, 48, 1}));
  CHECK(out.records[0].status == RequestStatus::completed);
  CHECK(out.records[0].preemptions == 0);
}

TEST_CASE("Instance: work that arrives during the last step begins at once") {
  const Outcome out = simulate(round_numbers(), WorkloadBuilder().add({0, 50, 1}).add({60, 50, 1}));
  REQUIRE(out.steps.size() == 2);
  CHECK(out.steps[0].length_us == 150);
  CHECK(out.steps[1].start_us == 60);
}

TEST_CASE("Instance: the horizon leaves requests where they are") {
  Scenario scenario = round_numbers();
  scenario.batch.max_running = 1;
  scenario.horizon_us = 500;
  scenario.latency.alpha[1] = 1;
  const Outcome out = simulate(
      scenario,
      WorkloadBuilder().add({0, 10, 2}).add({100, 10, 50}).add({200, 10, 5}).add({480, 100, 5}));
  CHECK(out.records[0].status == RequestStatus::completed);
  CHECK(out.records[1].status == RequestStatus::running);
  CHECK(out.records[1].ttft_us != kNever);
  CHECK(out.records[1].e2e_us == kNever);
  CHECK(out.records[2].status == RequestStatus::waiting);
  CHECK(out.records[2].enqueued_us == 210);
  CHECK(out.records[3].status == RequestStatus::waiting);
  CHECK(out.records[3].enqueued_us == kNever);
  CHECK(out.summary.instances[0].queueing == 1);
  CHECK(out.summary.instances[0].waiting == 1);
  CHECK(out.summary.waiting == 2);
  CHECK(out.summary.running == 1);
  CHECK(out.summary.end_us <= 500);
}

TEST_CASE("Instance: the worked example of eight requests") {
  // Reference figures of the recorded case `tiny` (tests/golden): request 0 alone, then overlapping
  // prefills in chunks of 48.
  Scenario scenario;
  scenario.follow(Profile::reference);
  scenario.latency = {.alpha = {1601.350510688092, 3.512476196805965, 1805.5430360826988},
                      .beta = {6910.420479880494, 17.67057489844186, 2.8377471109943855}};
  scenario.kv.gpu_blocks = 132139;
  scenario.scheduling.policy = "priority-fcfs";
  scenario.priority.policy = "slo-tiered";
  chunk(scenario, 48);
  const std::vector<Segment> prefix{{ChainId(0), 40}};
  const auto low = SloTier::sheddable, high = SloTier::critical;
  const Outcome out = simulate(scenario, WorkloadBuilder()
                                             .add({656, 147, 7, low, prefix})
                                             .add({23448, 237, 5, low, prefix})
                                             .add({42691, 101, 3, high, prefix})
                                             .add({47674, 91, 7, high, prefix})
                                             .add({61417, 90, 5, high, prefix})
                                             .add({66249, 100, 6, low, prefix})
                                             .add({67392, 124, 1, high, prefix})
                                             .add({85541, 133, 5, low, prefix}));
  CHECK(out.steps.size() == 18);
  CHECK(out.records[0].enqueued_us == 2773);  // 656 + ⌊1601.35 + 3.5125·147⌋
  CHECK(out.steps[0].length_us == 7758);
  CHECK(out.records[0].ttft_us == 26047 + 7811 + 1805 - 656);
  CHECK(out.records[1].cached_tokens_first == 32);
  CHECK(out.records[1].first_scheduled_us == 26047);
  CHECK(out.records[6].ttft_us == 83106 + 8049 + 1805 - 67392);
  CHECK(out.records[6].e2e_us == 35422);
  CHECK(out.records[7].e2e_us == 73560);
  CHECK(out.summary.end_us == 134445 + 6913);
}

TEST_CASE("Instance: one whose requests can never go on says so, instead of turning for ever") {
  Scenario scenario = round_numbers();
  scenario.follow(Profile::vllm_v1);
  scenario.batch.max_running = 0;  // no scenario that is checked: no policy of ours does that
  InstancePolicies policies(scenario);
  const auto latency = make_latency_model(scenario.latency, scenario.batch);
  const WorkloadHeader header;
  Collector collector;
  collector.reset(header);
  EventWatch watch;
  Instance instance;
  instance.reset(InstanceId(3), scenario, *latency, policies, collector, {.watch = &watch});
  RequestFacts facts;
  facts.id = RequestId(0);
  facts.input_tokens = 10;
  instance.accept(facts, 2, 0);
  std::string text;
  try {
    instance.advance_to(kForever - 1);
  } catch (const StalledRun& stalled) {
    text = stalled.what();
  }
  CHECK(text.starts_with("instance 3: 16777216 turns in a row gave no token (at "));
  CHECK(text.find("1 waiting and 0 running requests") != std::string::npos);
}

}  // namespace instance_test
