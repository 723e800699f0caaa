#include "engine/instance/running_batch.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

using namespace servesweep::engine;

TEST_CASE("RunningBatch: running requests first, then waiting ones, within the budget") {
  BatchFixture bench(BatchFixture::small_scenario());
  bench.queue(6, 3);
  CHECK(bench.run_step() == "a:6");
  CHECK(bench.work.prefill_tokens == 6);
  bench.queue(18, 1);
  CHECK(bench.run_step() == "a:1 b:15");
  CHECK(bench.work.decode_tokens == 1);
  CHECK(bench.work.decode_context_tokens == 6);
  CHECK(bench.work.prefill.front().context_tokens == 0);
  CHECK(bench.run_step() == "a:1 b:3");
  CHECK(bench.work.prefill.front().context_tokens == 15);
  CHECK(bench.batch.size() == 0);
  CHECK(bench.kv.used_blocks() == 0);
}

TEST_CASE("RunningBatch: a policy that sizes steps sets the budget") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.chunking = {.policy = "fixed", .parameters = {{"tokens", 5.0}}, .scorers = {}};
  BatchFixture bench(scenario);
  bench.queue(6, 1);
  bench.queue(12, 1);
  CHECK(bench.run_step() == "a:5 b:5");
  CHECK(bench.run_step() == "a:1 b:5");
  CHECK(bench.run_step() == "b:2");
}

TEST_CASE("RunningBatch: the reference allocates for the last token too, if it can") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.kv.gpu_blocks = 1;
  scenario.switches.skip_last_token_kv = false;
  scenario.switches.refuse_oversized = false;
  BatchFixture bench(scenario);
  bench.queue(4, 1);
  bench.run_step();
  CHECK(bench.batch.allocation_failures() == 1);
  CHECK(bench.kv.used_blocks() == 0);
}
