#include "engine/instance/running_batch.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

namespace running_batch_test {

using namespace servesweep::engine;

namespace {

/// Once somebody decodes, a step is one token. (The policies of the registry leave every decode its
/// token; the interface does not demand it.)
class OneToken : public ChunkingPolicy {
 public:
  [[nodiscard]] std::int32_t limit_tokens(const RequestFacts&) const override { return 0; }
  [[nodiscard]] std::int32_t step_tokens(const StepView& view) const override {
    return view.decoding > 0 ? 1 : view.max_tokens_per_step;
  }
  [[nodiscard]] bool sizes_steps() const override { return true; }
};

}  // namespace

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

TEST_CASE("RunningBatch: steps sized too small for every decode are not quiet") {
  const Scenario scenario = BatchFixture::small_scenario();
  BatchFixture bench(scenario);
  bench.policies.chunking = std::make_unique<OneToken>();
  bench.batch.reset(scenario, bench.policies, {});
  bench.queue(1, 9);
  bench.queue(1, 9);
  CHECK(bench.run_step() == "a:1 b:1");
  REQUIRE(bench.batch.only_goes_on());  // and three steps need no block
  CHECK(bench.batch.form_decode_steps(3).steps == 0);
  CHECK_FALSE(bench.batch.form_quiet(bench.now_us));
  CHECK(bench.run_step() == "a:1");
  CHECK_FALSE(bench.batch.only_goes_on());  // the next one is b's again
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

TEST_CASE("RunningBatch: whole prompts as long as little memory is in use, chunks afterwards") {
  // 10 blocks of 4. Prompts are cut into chunks of 3 in steps that begin with 4 blocks in use.
  Scenario scenario = BatchFixture::small_scenario();
  scenario.chunking = {.policy = "slack-budget",
                       .parameters = {{"standard_tokens", 3.0}, {"no_chunk_below", 0.4}},
                       .scorers = {}};
  BatchFixture bench(scenario);
  bench.queue(12, 1);
  bench.queue(8, 1);
  CHECK(bench.run_step() == "a:12 b:4");
  CHECK(bench.kv.used_blocks() == 1);
  bench.queue(12, 5);
  CHECK(bench.run_step() == "b:4 c:12");  // 10 % in use
  CHECK(bench.kv.used_blocks() == 3);
  bench.queue(4, 1);
  CHECK(bench.run_step() == "c:1 d:4");  // 30 %
  bench.queue(4, 1);
  CHECK(bench.run_step() == "c:1 e:3");  // 40 %: one block more for c
  scenario.chunking.parameters["no_chunk_below"] = 0.0;
  BatchFixture always(scenario);
  always.queue(12, 1);
  CHECK(always.run_step() == "a:3");
}

TEST_CASE("RunningBatch: steps may be sized by the slack of the oldest instead of the next") {
  // The next one is critical and came last, 1 s before it is due: 0.0016 of that are 16 tokens of
  // 100 µs. The oldest has 0.1 s left: 1.6 tokens.
  Scenario scenario = BatchFixture::small_scenario();
  scenario.scheduling.policy = "priority-fcfs";
  scenario.priority.policy = "static-tier";
  for (const bool of_oldest : {false, true}) {
    scenario.chunking = {.policy = "slack-budget",
                         .parameters = {{"of_oldest", of_oldest},
                                        {"slack_fraction", 0.0016},
                                        {"min_tokens", 1.0},
                                        {"ttft_target_standard_us", 1e6},
                                        {"ttft_target_critical_us", 1e6}},
                         .scorers = {}};
    BatchFixture bench(scenario);
    bench.batch.reset(scenario, bench.policies, {.prefill_us_per_token = 100});
    bench.queue(20, 1);
    bench.now_us = 900'000;
    bench.queue(20, 1, {}, SloTier::critical);
    CHECK(bench.run_step() == (of_oldest ? "b:1" : "b:16"));
  }
}

}  // namespace running_batch_test
