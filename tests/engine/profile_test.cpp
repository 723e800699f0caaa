#include "engine/profile.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/engine/run_rows.h"

namespace profile_test {

using namespace servesweep::engine;

namespace {

using Row = WorkloadBuilder::Row;
constexpr TimeUs kStep_us = 10'000;

/// One instance whose steps take 10 ms, blocks of 4 tokens, one step at a time.
Scenario small_scenario(std::int32_t blocks = 100) {
  Scenario scenario;
  scenario.switches.async_scheduling = false;
  scenario.switches.null_block = false;
  scenario.latency.beta = {static_cast<double>(kStep_us), 0, 0};
  scenario.kv.block_tokens = 4;
  scenario.kv.gpu_blocks = blocks;
  return scenario;
}

Row request(TimeUs arrival_us, std::int32_t input_tokens, std::int32_t output_tokens) {
  return {.arrival_us = arrival_us, .input_tokens = input_tokens, .output_tokens = output_tokens};
}

/// The same, with its first `shared_tokens` tokens in common with others.
Row sharing(TimeUs arrival_us, std::int32_t input_tokens, std::int32_t output_tokens,
            std::int32_t shared_tokens) {
  Row row = request(arrival_us, input_tokens, output_tokens);
  row.content = {{ChainId(0), shared_tokens}};
  return row;
}

}  // namespace

TEST_CASE("profiles: vllm-v1 turns everything on, reference everything off") {
  const ProfileSwitches on;
  CHECK(switches_of(Profile::vllm_v1) == on);
  const ProfileSwitches off = switches_of(Profile::reference);
  for (const bool each : {off.effects_at_step_end, off.async_scheduling, off.full_sequence_gate,
                          off.recompute_last_token, off.unhashed_blocks_first, off.keep_duplicates,
                          off.skip_last_token_kv, off.null_block, off.refuse_oversized,
                          off.free_empty_steps, off.real_time_accounting}) {
    CHECK_FALSE(each);
  }
}

TEST_CASE("effects_at_step_end: an arrival waits for the step in progress") {
  Scenario scenario = small_scenario();
  const std::vector<Row> rows = {request(0, 4, 1), request(4'000, 4, 1)};
  CHECK(run_rows(scenario, rows).records[1].first_scheduled_us == kStep_us);
  scenario.switches.effects_at_step_end = false;  // the first request is "finished" already
  CHECK(run_rows(scenario, rows).records[1].first_scheduled_us == 4'000);
}

TEST_CASE("async_scheduling: on a busy engine the first token comes one step later") {
  Scenario scenario = small_scenario();
  const std::vector<Row> rows = {request(0, 4, 6), request(15'000, 4, 2)};
  CHECK(run_rows(scenario, rows).records[1].ttft_us == 15'000);
  scenario.switches.async_scheduling = true;
  const Outcome ahead = run_rows(scenario, rows);
  CHECK(ahead.records[1].ttft_us == 25'000);
  CHECK(ahead.records[1].first_scheduled_us == 20'000);
  CHECK(ahead.records[0].e2e_us == 60'000);
}

TEST_CASE("full_sequence_gate: a prompt starts only if all of it would fit now") {
  Scenario scenario = small_scenario(10);
  scenario.batch.max_tokens_per_step = 8;
  const std::vector<Row> rows = {request(0, 20, 1), request(0, 24, 1)};
  CHECK(run_rows(scenario, rows).records[1].first_scheduled_us == 3 * kStep_us);
  scenario.switches.full_sequence_gate = false;
  CHECK(run_rows(scenario, rows).records[1].first_scheduled_us == 2 * kStep_us);
}

TEST_CASE("recompute_last_token: a fully cached prompt is never free") {
  Scenario scenario = small_scenario();
  const std::vector<Row> rows = {sharing(0, 8, 1, 8), sharing(50'000, 8, 1, 8)};
  CHECK(run_rows(scenario, rows).records[1].cached_tokens_first == 4);
  scenario.switches.recompute_last_token = false;
  CHECK(run_rows(scenario, rows).records[1].cached_tokens_first == 8);
}

TEST_CASE("unhashed_blocks_first: reusable blocks outlive partly filled ones") {
  Scenario scenario = small_scenario(6);
  const std::vector<Row> rows = {sharing(0, 9, 1, 9), request(50'000, 5, 1), request(100'000, 9, 1),
                                 sharing(150'000, 9, 1, 9)};
  CHECK(run_rows(scenario, rows).records[3].cached_tokens_first == 8);
  scenario.switches.unhashed_blocks_first = false;
  CHECK(run_rows(scenario, rows).records[3].cached_tokens_first == 4);
}

TEST_CASE("keep_duplicates: evicting one copy of a block leaves the other findable") {
  Scenario scenario = small_scenario(6);
  // The second request copies a block of the first, which runs on; the third evicts the copy.
  const std::vector<Row> rows = {sharing(0, 8, 12, 8), sharing(10'000, 8, 1, 8),
                                 request(20'000, 12, 1), sharing(30'000, 9, 1, 8)};
  CHECK(run_rows(scenario, rows).records[3].cached_tokens_first == 8);
  scenario.switches.keep_duplicates = false;
  CHECK(run_rows(scenario, rows).records[3].cached_tokens_first == 4);
}

TEST_CASE("skip_last_token_kv: a request stores input + output - 1 tokens") {
  Scenario scenario = small_scenario();
  const std::vector<Row> rows = {request(0, 3, 2)};
  CHECK(run_rows(scenario, rows).summary.instances[0].block_misses == 1);
  scenario.switches.skip_last_token_kv = false;
  CHECK(run_rows(scenario, rows).summary.instances[0].block_misses == 2);
}

TEST_CASE("null_block: one block of the pool holds nothing") {
  Scenario scenario = small_scenario(3);
  const std::vector<Row> rows = {request(0, 9, 1)};
  CHECK(run_rows(scenario, rows).summary.completed == 1);
  scenario.switches.null_block = true;
  CHECK(run_rows(scenario, rows).summary.dropped == 1);
}

TEST_CASE("refuse_oversized: what can never fit is refused before it runs") {
  Scenario scenario = small_scenario(3);
  scenario.switches.effects_at_step_end = false;
  const std::vector<Row> rows = {request(0, 8, 20)};
  const Outcome refused = run_rows(scenario, rows);
  CHECK(refused.summary.dropped == 1);
  CHECK(refused.records[0].ttft_us == kNever);
  scenario.switches.refuse_oversized = false;
  const Outcome outgrown = run_rows(scenario, rows);
  CHECK(outgrown.summary.dropped == 1);
  CHECK(outgrown.records[0].ttft_us == kStep_us);
}

TEST_CASE("free_empty_steps: a step without tokens is not executed") {
  Scenario scenario = small_scenario(3);
  scenario.switches.effects_at_step_end = false;
  const std::vector<Row> rows = {request(0, 100, 1)};  // dropped, and wakes the engine
  CHECK(run_rows(scenario, rows).summary.instances[0].steps == 0);
  scenario.switches.free_empty_steps = false;
  CHECK(run_rows(scenario, rows).summary.instances[0].steps == 1);
}

TEST_CASE("real_time_accounting: latencies end when the token is there") {
  Scenario scenario = small_scenario();
  scenario.latency.alpha = {0, 0, 70};
  const std::vector<Row> rows = {request(0, 4, 3)};
  const Outcome real = run_rows(scenario, rows);
  CHECK(real.records[0].ttft_us == kStep_us + 70);
  CHECK(real.records[0].e2e_us == 3 * kStep_us + 70);
  scenario.switches.effects_at_step_end = false;  // needed, and without effect here
  CHECK(run_rows(scenario, rows).records[0].e2e_us == 3 * kStep_us + 70);
  scenario.switches.real_time_accounting = false;  // the last step twice, the overhead four times
  CHECK(run_rows(scenario, rows).records[0].e2e_us == 4 * kStep_us + 4 * 70);
}

TEST_CASE("profiles: combinations that no engine could have are refused") {
  const auto problem_of = [](auto change) -> std::string {
    Scenario scenario = small_scenario();
    change(scenario.switches);
    try {
      validate(scenario);
    } catch (const Problem& problem) {
      return problem.where();
    }
    return "";
  };
  CHECK(problem_of([](ProfileSwitches&) {}).empty());
  CHECK(problem_of([](ProfileSwitches& s) {
          s.async_scheduling = true;
          s.effects_at_step_end = false;
        }) == "profile.async_scheduling");
  CHECK(problem_of([](ProfileSwitches& s) { s.real_time_accounting = false; }) ==
        "profile.real_time_accounting");
  CHECK(problem_of([](ProfileSwitches& s) { s.refuse_oversized = false; }) ==
        "profile.refuse_oversized");
}

}  // namespace profile_test
