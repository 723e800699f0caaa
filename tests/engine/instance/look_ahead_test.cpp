#include "engine/instance/look_ahead.h"

#include <doctest/doctest.h>

#include "tests/engine/run_rows.h"

namespace look_ahead_test {

using namespace servesweep::engine;

namespace {

using Row = WorkloadBuilder::Row;

/// Steps of 10 ms for one request at a time; blocks of 4 tokens, of which a tier moves one in 10
/// ms.
Scenario one_at_a_time(double window, double concurrency = 16) {
  Scenario scenario;
  scenario.switches.async_scheduling = false;
  scenario.switches.null_block = false;
  scenario.latency.beta = {10'000, 0.01, 0};
  scenario.batch.max_running = 1;
  scenario.kv.block_tokens = 4;
  scenario.kv.gpu_blocks = 30;
  scenario.kv.tiers = {
      {.name = "cpu", .blocks = 100, .tokens_per_us = 4.0 / 10'000, .base_us = 0, .serial = true}};
  scenario.offload = {.policy = "look-ahead",
                      .parameters = {{"load_factor", 1e9},
                                     {"window", window},
                                     {"concurrency", concurrency},
                                     {"protect", false}},
                      .scorers = {}};
  return scenario;
}

Row sharing(TimeUs arrival_us, std::int32_t chain) {
  return {.arrival_us = arrival_us, .input_tokens = 9, .content = {{ChainId(chain), 8}}};
}

Row alone(TimeUs arrival_us, std::int32_t input_tokens, std::int32_t output_tokens = 1) {
  return {.arrival_us = arrival_us, .input_tokens = input_tokens, .output_tokens = output_tokens};
}

/// Three prefixes that only the tier still holds, and then their sharers behind a request of 10
/// steps.
std::vector<Row> queued_sharers() {
  std::vector<Row> rows = {sharing(0, 0), sharing(0, 1), sharing(0, 2), alone(1'000'000, 119),
                           alone(2'000'000, 3, 10)};
  for (std::int32_t chain = 0; chain < 3; ++chain) rows.push_back(sharing(2'000'500, chain));
  return rows;
}

std::vector<TimeUs> first_tokens(const Scenario& scenario) {
  const Outcome outcome = run_rows(scenario, queued_sharers());
  std::vector<TimeUs> times;
  for (std::size_t i = 5; i < 8; ++i) {
    CHECK(outcome.records[i].cached_tokens_first == 8);
    times.push_back(outcome.records[i].arrival_us + outcome.records[i].ttft_us - 2'000'000);
  }
  return times;
}

using Times = std::vector<TimeUs>;

}  // namespace

TEST_CASE("LookAhead: what the window covers is there when its turn comes") {
  // The long request ends at 100 ms; each load takes 20 ms, one after the other.
  CHECK(first_tokens(one_at_a_time(3)) == Times{110'000, 120'000, 130'000});
  // The third starts when the first has left the queue, at 100 ms.
  CHECK(first_tokens(one_at_a_time(2)).at(1) == 120'000);
  CHECK(first_tokens(one_at_a_time(2)).at(2) > 130'000);
  CHECK(first_tokens(one_at_a_time(0)).at(0) > 120'000);
}

TEST_CASE("LookAhead: one load at a time suffices where the link serves one at a time") {
  CHECK(first_tokens(one_at_a_time(3, 1)) == Times{110'000, 120'000, 130'000});
}

TEST_CASE("LookAhead: what the next requests find in GPU memory is evicted last") {
  Scenario scenario = one_at_a_time(4);
  // Two blocks of a prefix are the oldest when a request in front of their sharer takes 27 of 30,
  // three of them blank ones.
  const std::vector<Row> rows = {sharing(0, 0), alone(100'000, 103), alone(200'000, 3, 3),
                                 alone(200'500, 103), sharing(200'500, 0)};
  scenario.offload.parameters["load_factor"] = 0.0;
  CHECK(run_rows(scenario, rows).records[4].cached_tokens_first == 0);
  scenario.offload.parameters["protect"] = true;
  CHECK(run_rows(scenario, rows).records[4].cached_tokens_first == 8);
}

}  // namespace look_ahead_test
