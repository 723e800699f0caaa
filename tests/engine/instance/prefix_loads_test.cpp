#include "engine/instance/prefix_loads.h"

#include <doctest/doctest.h>

#include "tests/engine/run_rows.h"

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
