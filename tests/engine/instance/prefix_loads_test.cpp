#include "engine/instance/prefix_loads.h"

#include <doctest/doctest.h>

#include "tests/engine/run_rows.h"

namespace prefix_loads_test {

using namespace servesweep::engine;

namespace {

using Row = WorkloadBuilder::Row;

/// One instance whose steps take 10 ms, 6 blocks of 4 tokens, and a lower tier of 100 blocks that
/// moves a block in 2 ms.
Scenario tiered_scenario(const char* policy = "write-through") {
  Scenario scenario;
  scenario.switches.async_scheduling = false;
  scenario.switches.null_block = false;
  scenario.latency.beta = {10'000, 100, 0};
  scenario.kv.block_tokens = 4;
  scenario.kv.gpu_blocks = 6;
  scenario.kv.tiers = {{.name = "cpu", .blocks = 100, .tokens_per_us = 0.002, .base_us = 0}};
  scenario.offload = {.policy = policy, .parameters = {{"load_factor", 1e9}}, .scorers = {}};
  return scenario;
}

Row sharing(TimeUs arrival_us, std::int32_t input_tokens, std::int32_t output_tokens = 1) {
  return {.arrival_us = arrival_us,
          .input_tokens = input_tokens,
          .output_tokens = output_tokens,
          .content = {{ChainId(0), 8}}};
}

/// A prompt of two shared blocks; one that takes all of GPU memory; the first prefix again.
const std::vector<Row> kEvicted = {
    sharing(0, 9), {.arrival_us = 50'000, .input_tokens = 23}, sharing(200'000, 9)};

}  // namespace

TEST_CASE("PrefixLoads: what GPU memory has lost comes back from the tier") {
  Scenario scenario = tiered_scenario();
  const Outcome loaded = run_rows(scenario, kEvicted);
  CHECK(loaded.records[2].cached_tokens_first == 8);
  CHECK(loaded.summary.instances[0].reloaded_blocks == 2);
  // Two blocks take 4 ms; polled each millisecond, usable one poll later.
  CHECK(loaded.records[2].breakdown.load_us >= 4'000);
  CHECK(loaded.records[2].breakdown.load_us <= 6'000);
  CHECK(loaded.records[2].breakdown.sum_us() == loaded.records[2].e2e_us);
  scenario.kv.tiers.clear();
  scenario.offload = {.policy = "threshold", .parameters = {}, .scorers = {}};
  const Outcome computed = run_rows(scenario, kEvicted);
  CHECK(computed.records[2].cached_tokens_first == 0);
  CHECK(computed.records[2].breakdown.load_us == 0);
}

TEST_CASE("PrefixLoads: write-back copies prompt and answer when the request has completed") {
  Scenario scenario = tiered_scenario();
  scenario.kv.gpu_blocks = 12;
  // 8 + 9 tokens, of which the last has no KV, are 4 blocks; they go for a prompt of 12; the next
  // turn asks for the same beginning.
  const std::vector<Row> rows = {{.arrival_us = 0,
                                  .input_tokens = 8,
                                  .output_tokens = 9,
                                  .content = {{ChainId(0), kAllFurtherTokens}}},
                                 {.arrival_us = 500'000, .input_tokens = 47},
                                 {.arrival_us = 900'000,
                                  .input_tokens = 18,
                                  .output_tokens = 1,
                                  .content = {{ChainId(0), kAllFurtherTokens}}}};
  const Outcome through = run_rows(scenario, rows);
  CHECK(through.records[2].cached_tokens_first == 8);
  scenario.offload.policy = "write-back";
  const Outcome back = run_rows(scenario, rows);
  CHECK(back.records[2].cached_tokens_first == 16);
  CHECK(back.summary.instances[0].reloaded_blocks == 4);
  scenario.offload.parameters["answers"] = false;
  CHECK(run_rows(scenario, rows).records[2].cached_tokens_first == 8);
}

TEST_CASE("PrefixLoads: write-back copies nothing of a request that still runs") {
  Scenario scenario = tiered_scenario();
  // The first one's prefix is found in GPU memory while it runs, in the tier only afterwards.
  scenario.horizon_us = 60'000;
  const std::vector<Row> rows = {sharing(0, 9, 12), sharing(30'000, 9)};
  CHECK(run_rows(scenario, rows).summary.instances[0].offloaded_blocks == 2);
  scenario.offload.policy = "write-back";
  const Outcome back = run_rows(scenario, rows);
  CHECK(back.records[1].status == RequestStatus::completed);
  CHECK(back.records[1].cached_tokens_first == 8);
  // The second request has left by then, and with it both blocks were copied, once.
  CHECK(back.summary.instances[0].offloaded_blocks == 2);
  scenario.horizon_us = 25'000;
  CHECK(run_rows(scenario, rows).summary.instances[0].offloaded_blocks == 0);
}

TEST_CASE("PrefixLoads: without deferral the step lasts until the load is complete") {
  Scenario scenario = tiered_scenario();
  scenario.offload.parameters["defer"] = false;
  scenario.kv.tiers[0].tokens_per_us = 0.0002;  // 40 ms for the two blocks, against a step of 10 ms
  const Outcome outcome = run_rows(scenario, kEvicted);
  CHECK(outcome.records[2].first_scheduled_us == 200'000);
  CHECK(outcome.records[2].ttft_us == 40'000);
  CHECK(outcome.records[2].breakdown.load_us == 40'000 - 10'100);
}

TEST_CASE("PrefixLoads: prefetch hides the load behind the wait in the queue") {
  Scenario scenario = tiered_scenario();
  scenario.kv.gpu_blocks = 12;
  scenario.batch.max_running = 1;
  // The tier has the prefix, GPU memory has lost it; the next sharer queues behind a long request.
  const std::vector<Row> rows = {sharing(0, 9),
                                 {.arrival_us = 50'000, .input_tokens = 47},
                                 {.arrival_us = 200'000, .input_tokens = 4, .output_tokens = 5},
                                 sharing(201'000, 9)};
  const Outcome at_its_turn = run_rows(scenario, rows);
  CHECK(at_its_turn.records[3].first_scheduled_us > 250'000);
  scenario.offload.parameters["prefetch"] = true;
  const Outcome ahead = run_rows(scenario, rows);
  CHECK(ahead.records[3].cached_tokens_first == 8);
  CHECK(ahead.records[3].first_scheduled_us == 250'400);  // 4 prompt tokens, then 4 decodes
  CHECK(ahead.records[3].ttft_us < at_its_turn.records[3].ttft_us);
}

TEST_CASE("PrefixLoads: who prefetches keeps its place in the queue") {
  Scenario scenario = tiered_scenario();
  scenario.kv.gpu_blocks = 13;
  scenario.batch.max_running = 1;
  scenario.offload.parameters["prefetch"] = true;
  const std::vector<Row> rows = {sharing(0, 9),
                                 {.arrival_us = 50'000, .input_tokens = 51},
                                 {.arrival_us = 200'000, .input_tokens = 4, .output_tokens = 5},
                                 {.arrival_us = 200'500, .input_tokens = 4},
                                 sharing(201'000, 9)};
  const Outcome outcome = run_rows(scenario, rows);
  CHECK(outcome.records[3].first_scheduled_us == 250'400);
  CHECK(outcome.records[4].first_scheduled_us == 260'800);
  CHECK(outcome.records[4].cached_tokens_first == 8);
  CHECK(outcome.records[4].breakdown.load_us == 0);
}

TEST_CASE("PrefixLoads: requests that hold what they loaded give it up when nobody can run") {
  Scenario scenario = tiered_scenario();
  scenario.offload.parameters["prefetch"] = true;
  std::vector<Row> rows = kEvicted;
  for (std::int32_t i = 0; i < 6; ++i) {
    rows.push_back({.arrival_us = 300'000, .input_tokens = 20});  // 6 blocks with its output
    rows.push_back(sharing(300'000, 9));
  }
  CHECK(run_rows(scenario, rows).summary.completed == static_cast<std::int64_t>(rows.size()));
}

namespace {

/// A prefix of two blocks that the tier holds and GPU memory has lost: rows to put in front of a
/// scenario that begins at kBegin_us. The filler takes all `blocks` of GPU memory.
constexpr TimeUs kBegin_us = 1'000'000;

std::vector<Row> lost_prefix(std::int32_t blocks) {
  return {sharing(0, 9), {.arrival_us = 500'000, .input_tokens = 4 * blocks - 1}};
}

/// Steps of 10 ms whatever they hold; two blocks load in 15 ms.
Scenario plain_steps(std::int32_t blocks) {
  Scenario scenario = tiered_scenario();
  scenario.latency.beta = {10'000, 0.01, 0};  // a prompt that costs nothing would not be loaded
  scenario.kv.gpu_blocks = blocks;
  scenario.kv.tiers[0].tokens_per_us = 8.0 / 15'000;
  scenario.batch.max_tokens_per_step = 8;
  return scenario;
}

Row alone(TimeUs arrival_us, std::int32_t input_tokens, std::int32_t output_tokens) {
  return {.arrival_us = arrival_us, .input_tokens = input_tokens, .output_tokens = output_tokens};
}

}  // namespace

TEST_CASE("PrefixLoads: vLLM scenario 13, a load beside running steps") {
  Scenario scenario = plain_steps(6);
  std::vector<Row> rows = lost_prefix(6);
  rows.push_back(sharing(kBegin_us, 10, 2));
  rows.push_back(alone(kBegin_us, 3, 4));
  const Outcome outcome = run_rows(scenario, rows);
  // Complete in step 2, polled at the launch of step 3, reported with it, used in step 4.
  CHECK(outcome.records[2].ttft_us == 40'000);
  CHECK(outcome.records[2].cached_tokens_first == 8);
  CHECK(outcome.records[3].e2e_us == 40'000);
  CHECK(outcome.records[2].e2e_us == 50'000);
  scenario.switches.async_scheduling = true;  // reported one schedule call later
  CHECK(run_rows(scenario, rows).records[2].ttft_us == 50'000);
}

TEST_CASE("PrefixLoads: vLLM scenario 14, a load may not take what a prompt still needs") {
  const auto wait_for_memory_us = [](std::int32_t blocks) {
    Scenario scenario = plain_steps(blocks);
    scenario.chunking.parameters["tokens"] = 4.0;
    std::vector<Row> rows = lost_prefix(blocks);
    rows.push_back(alone(kBegin_us, 16, 1));
    rows.push_back(sharing(kBegin_us, 9, 1));
    const Outcome outcome = run_rows(scenario, rows);
    CHECK(outcome.records[2].ttft_us == 40'000);
    CHECK(outcome.records[3].cached_tokens_first == 8);
    return outcome.records[3].breakdown.wait_memory_us;
  };
  CHECK(wait_for_memory_us(5) == 40'000);
  // The load starts in step 1 and is there for step 4, in which the prompt takes the last block.
  CHECK(wait_for_memory_us(6) == 10'000);
}

TEST_CASE("PrefixLoads: an engine that only waits for a load sees arrivals within a millisecond") {
  Scenario scenario = plain_steps(6);
  scenario.kv.tiers[0].tokens_per_us = 8.0 / 800'000;
  std::vector<Row> rows = lost_prefix(6);
  rows[1].arrival_us = 5'000'000;
  rows.push_back(sharing(6'000'000, 9));
  rows.push_back(alone(6'100'300, 3, 1));
  const Outcome outcome = run_rows(scenario, rows);
  CHECK(outcome.records[3].first_scheduled_us == 6'101'000);
  CHECK(outcome.records[2].ttft_us > 800'000);
}

TEST_CASE("PrefixLoads: requests aside count for the router") {
  Scenario scenario = plain_steps(6);
  scenario.instances = 2;
  scenario.routing.policy = "least-loaded";
  scenario.kv.tiers[0].tokens_per_us = 8.0 / 800'000;
  std::vector<Row> rows = lost_prefix(6);
  rows[1].arrival_us = 5'000'000;
  rows.push_back(sharing(6'000'000, 9));
  rows.push_back(alone(6'100'000, 3, 1));
  const Outcome outcome = run_rows(scenario, rows);
  CHECK(outcome.records[2].instance == InstanceId(0));
  CHECK(outcome.records[3].instance == InstanceId(1));
}

TEST_CASE("PrefixLoads: steps tell how many blocks have moved so far") {
  struct Moved : StepObserver {
    std::vector<std::int64_t> stored, loaded;
    void step(const StepRow& row) override {
      stored.push_back(row.stored_blocks);
      loaded.push_back(row.loaded_blocks);
    }
  } moved;
  WorkloadBuilder builder;
  for (const Row& row : kEvicted) builder.add(row);
  Simulator simulator;
  simulator.configure(tiered_scenario());
  const Summary summary = simulator.run(builder.build(), {}, {.steps = &moved});
  // Three prompts of one token each, a step each; full blocks are stored, two of them come back.
  CHECK(moved.loaded == std::vector<std::int64_t>{0, 0, 2});
  CHECK(moved.stored == std::vector<std::int64_t>{2, 7, 7});
  CHECK(moved.stored.back() == summary.instances[0].offloaded_blocks);
}

TEST_CASE("PrefixLoads: a burst on one prefix loads it once") {
  std::vector<Row> rows = lost_prefix(20);
  for (std::int32_t i = 0; i < 3; ++i) rows.push_back(sharing(kBegin_us, 9));
  const Outcome outcome = run_rows(plain_steps(20), rows);
  CHECK(outcome.summary.instances[0].reloaded_blocks == 2);
  for (std::size_t i = 2; i < 5; ++i) CHECK(outcome.records[i].cached_tokens_first == 8);
}

TEST_CASE("PrefixLoads: chunks are stored as they are computed, preempted prompts as well") {
  Scenario scenario = plain_steps(10);
  scenario.switches.full_sequence_gate = false;
  scenario.chunking.parameters["tokens"] = 4.0;
  scenario.batch.max_tokens_per_step = 64;
  // Both prompts start; the second is preempted when the first one grows into its memory.
  const Outcome outcome = run_rows(scenario, {alone(0, 24, 2), sharing(0, 24, 1)});
  CHECK(outcome.records[1].preemptions == 1);
  CHECK(outcome.summary.instances[0].offloaded_blocks == 6 + 6);
}

TEST_CASE("PrefixLoads: an engine that slept knows what arrived meanwhile") {
  // Copied until 14'900; the second request computes its last block again or loads it.
  const Outcome outcome = run_rows(tiered_scenario(), {sharing(0, 9), sharing(50'000, 8)});
  CHECK(outcome.records[1].cached_tokens_first == 7);
  CHECK(outcome.records[1].first_scheduled_us == 53'000);  // loaded at 52'000, polled then
}

TEST_CASE("PrefixLoads: a prompt is stored once, whatever becomes of what it pushes out") {
  Scenario scenario = plain_steps(9);
  scenario.kv.tiers = {{.name = "cpu", .blocks = 4, .tokens_per_us = 1},
                       {.name = "disk", .blocks = 1, .tokens_per_us = 1}};
  // Four steps of two blocks each; from the third on two go for them, too many for the disk.
  const Outcome outcome = run_rows(scenario, {alone(0, 32, 1)});
  CHECK(outcome.summary.instances[0].offloaded_blocks == 8);
}

TEST_CASE("PrefixLoads: in the reference a load starts with its step, though another one runs") {
  Scenario scenario = tiered_scenario();
  scenario.follow(Profile::reference);
  scenario.offload.parameters["defer"] = false;
  // The second prompt's step lasts until 62'300; it counts as over when it starts.
  const std::vector<Row> rows = {
      sharing(0, 9), {.arrival_us = 50'000, .input_tokens = 23}, sharing(52'000, 9)};
  const Outcome outcome = run_rows(scenario, rows);
  CHECK(outcome.records[2].cached_tokens_first == 8);
  CHECK(outcome.records[2].ttft_us == 10'100);  // the load takes 4'000 of it
  CHECK(outcome.records[2].breakdown.load_us == 0);
}

TEST_CASE("PrefixLoads: where cached prompts compute nothing they load and store nothing") {
  Scenario scenario = tiered_scenario("selective");
  scenario.follow(Profile::reference);
  const std::vector<Row> rows = {sharing(0, 8), sharing(50'000, 8), sharing(100'000, 8)};
  const Outcome outcome = run_rows(scenario, rows);
  CHECK(outcome.records[2].cached_tokens_first == 8);
  CHECK(outcome.summary.instances[0].offloaded_blocks == 0);  // asked for once when computed
  scenario.offload.parameters["prefetch"] = true;
  scenario.offload = {
      .policy = "write-through", .parameters = scenario.offload.parameters, .scorers = {}};
  CHECK(run_rows(scenario, rows).summary.instances[0].offloaded_blocks == 2);
  CHECK(run_rows(scenario, rows).summary.instances[0].reloaded_blocks == 0);
}

TEST_CASE("PrefixLoads: deferral has an end, and then the step waits for the load") {
  Scenario scenario = plain_steps(8);
  scenario.kv.tiers[0].tokens_per_us = 8.0 / 95'000;
  scenario.offload = {.policy = "look-ahead",
                      .parameters = {{"load_factor", 1e9}, {"window", 0.0}, {"defer_steps", 2.0}},
                      .scorers = {}};
  std::vector<Row> rows = lost_prefix(8);
  rows[1].arrival_us = 600'000;  // the first copy takes a while
  rows.push_back(sharing(kBegin_us + 500'000, 9));
  rows.push_back(alone(kBegin_us + 500'000, 3, 12));
  // Set aside in the call of step 1, it joins step 3, which starts 20 ms later and waits for it.
  const Outcome limited = run_rows(scenario, rows);
  CHECK(limited.records[2].ttft_us == 95'000);
  CHECK(limited.records[2].cached_tokens_first == 8);
  CHECK(limited.records[2].breakdown.sum_us() == limited.records[2].e2e_us);
  // Complete in step 10, polled at the launch of step 11, used in step 12.
  scenario.offload.parameters["defer_steps"] = 1e6;
  const Outcome patient = run_rows(scenario, rows);
  CHECK(patient.records[2].ttft_us == 120'000);
  CHECK(patient.records[3].e2e_us < limited.records[3].e2e_us);
}

}  // namespace prefix_loads_test
