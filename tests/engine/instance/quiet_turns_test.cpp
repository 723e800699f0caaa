#include "engine/instance/quiet_turns.h"

#include <doctest/doctest.h>

#include "tests/engine/run_rows.h"

namespace quiet_turns_test {

// That quiet turns do what ordinary ones do is a property of random scenarios (watched_test):
// nothing changes when a StepObserver, who is shown every step, looks on. Here are figures by hand.

using namespace servesweep::engine;

namespace {

using Row = WorkloadBuilder::Row;

/// Steps of 10 ms + 1 ms per decoding request; blocks of 4 tokens.
Scenario plain_scenario(bool at_step_end, bool ahead) {
  Scenario scenario;
  if (!at_step_end) scenario.follow(Profile::reference);
  scenario.switches.async_scheduling = ahead;
  scenario.latency.beta = {10'000, 0, 1'000};
  scenario.kv.block_tokens = 4;
  scenario.kv.gpu_blocks = 1'000;
  return scenario;
}

Row row(TimeUs arrival_us, std::int32_t output_tokens) {
  return {.arrival_us = arrival_us, .input_tokens = 4, .output_tokens = output_tokens};
}

struct Mode {
  const char* name;
  bool at_step_end, ahead;
};
constexpr Mode kModes[] = {
    {"reference", false, false}, {"synchronous", true, false}, {"asynchronous", true, true}};

}  // namespace

TEST_CASE("QuietTurns: a long answer alone") {
  for (const Mode& mode : kModes) {
    CAPTURE(mode.name);
    const Outcome outcome = run_rows(plain_scenario(mode.at_step_end, mode.ahead), {row(0, 1001)});
    CHECK(outcome.records[0].ttft_us == 10'000);
    // The reference adds the last step once more.
    CHECK(outcome.records[0].e2e_us == 10'000 + (mode.at_step_end ? 1000 : 1001) * 11'000);
    CHECK(outcome.summary.itl.min_us == 11'000);
    CHECK(outcome.summary.itl.max_us == 11'000);
    CHECK(outcome.summary.instances[0].steps == 1001);
    CHECK(outcome.summary.instances[0].peak_blocks == 251);  // 1,004 tokens
  }
}

TEST_CASE("QuietTurns: who comes in between meets the engine where ordinary turns would be") {
  for (const Mode& mode : kModes) {
    CAPTURE(mode.name);
    const Outcome outcome = run_rows(plain_scenario(mode.at_step_end, mode.ahead),
                                     {row(0, 1001), row(5'000'000, 1001)});
    // Steps begin at 10,000 + 11,000 n µs; with a step ahead, the next but one is the first.
    const TimeUs begins_us = 5'004'000 + (mode.ahead ? 11'000 : 0);
    CHECK(outcome.records[1].ttft_us == begins_us + 11'000 - 5'000'000);
    CHECK(outcome.summary.instances[0].steps == 1001 + (mode.ahead ? 456 : 455));
    CHECK(outcome.summary.itl.max_us == 12'000);
  }
}

TEST_CASE("QuietTurns: the step that resumes a decode passed over is not one") {
  Scenario scenario = plain_scenario(false, false);
  scenario.batch.max_tokens_per_step = 16;
  // A prompt gets at most 8 tokens in a step, and one more than a token per decode is a step's most
  // once somebody decodes.
  scenario.chunking = {.policy = "slack-budget",
                       .parameters = {{"standard_tokens", 8.0}, {"decode_target_us", 1.0}},
                       .scorers = {}};
  Row first = row(0, 1001);
  first.input_tokens = 10;
  const Outcome outcome = run_rows(scenario, {first, row(0, 1001)});
  // 10 ms: 8 tokens of the first prompt and the second one. 10 ms: the last 2 of the first; the
  // decode behind it gets nothing. From then on both get their tokens every 12 ms.
  CHECK(outcome.records[0].ttft_us == 20'000);
  CHECK(outcome.records[1].ttft_us == 10'000);
  CHECK(outcome.summary.itl.max_us == 22'000);
  CHECK(outcome.summary.itl.min_us == 12'000);
  CHECK(outcome.summary.instances[0].steps == 1002);
  // The reference adds the last step once more.
  CHECK(outcome.records[0].e2e_us == 20'000 + 1001 * 12'000);
  CHECK(outcome.records[1].e2e_us == 20'000 + 1001 * 12'000);
}

TEST_CASE("QuietTurns: a prompt of a hundred chunks beside a decode") {
  for (const Mode& mode : kModes) {
    CAPTURE(mode.name);
    Scenario scenario = plain_scenario(mode.at_step_end, mode.ahead);
    scenario.chunking = {.policy = "fixed", .parameters = {{"tokens", 4.0}}, .scorers = {}};
    Row prompt = row(0, 102);
    prompt.input_tokens = 400;
    const Outcome outcome = run_rows(scenario, {row(0, 201), prompt});
    // 10 ms: both prompts begin, the first one ends. 99 steps of 11 ms: one decode and the other
    // prompt. 101 steps of 12 ms: both decode.
    CHECK(outcome.records[0].ttft_us == 10'000);
    CHECK(outcome.records[1].ttft_us == 10'000 + 99 * 11'000);
    CHECK(outcome.summary.instances[0].steps == 201);
    CHECK(outcome.summary.itl.min_us == 11'000);
    // The reference adds the last step once more.
    const TimeUs end_us = 10'000 + 99 * 11'000 + (mode.at_step_end ? 101 : 102) * 12'000;
    CHECK(outcome.records[0].e2e_us == end_us);
    CHECK(outcome.records[1].e2e_us == end_us);
  }
}

TEST_CASE("QuietTurns: who waits for a place is served where ordinary turns would serve it") {
  for (const Mode& mode : kModes) {
    CAPTURE(mode.name);
    Scenario scenario = plain_scenario(mode.at_step_end, mode.ahead);
    scenario.batch.max_running = 1;
    const Outcome outcome = run_rows(scenario, {row(0, 101), row(0, 2)});
    // 10 ms for the prompt, 100 steps of 11 ms; one that is scheduled ahead cannot use the place.
    const TimeUs freed_us = 10'000 + 100 * 11'000;
    CHECK(outcome.records[0].ttft_us == 10'000);
    CHECK(outcome.records[1].first_scheduled_us == freed_us);
    CHECK(outcome.records[1].ttft_us == freed_us + 10'000);
    CHECK(outcome.records[1].breakdown.wait_slots_us == freed_us);
    CHECK(outcome.summary.instances[0].waiting_sum == 101);
  }
}

}  // namespace quiet_turns_test
