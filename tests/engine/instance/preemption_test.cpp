#include "engine/instance/preemption.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

namespace preemption_test {

using namespace servesweep::engine;

TEST_CASE("Preemption: the victim computes its prompt and its tokens again") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.kv.gpu_blocks = 4;
  BatchFixture bench(scenario);
  const Slot a = bench.queue(7, 4);
  const Slot b = bench.queue(7, 4);
  CHECK(bench.run_step() == "a:7 b:7");
  CHECK(bench.run_step() == "a:1 b:1");
  CHECK(bench.run_step() == "a:1");  // a needs a third block, b has the last two
  CHECK(bench.batch.preemptions() == 1);
  CHECK(bench.table[static_cast<std::size_t>(b)].record.preemptions == 1);
  CHECK(bench.table[static_cast<std::size_t>(b)].prefill_target_tokens == 9);
  CHECK(bench.run_step() == "a:1");
  CHECK(bench.run_step() == "b:5");  // its first block is still there
  CHECK(bench.table[static_cast<std::size_t>(a)].record.preemptions == 0);
}

TEST_CASE("Preemption: the policy chooses the victim") {
  BatchFixture bench(BatchFixture::urgent_first_scenario(4));
  bench.queue(7, 4, {}, SloTier::sheddable);
  CHECK(bench.run_step() == "a:7");
  bench.queue(7, 4, {}, SloTier::critical);
  CHECK(bench.run_step() == "a:1 b:7");
  CHECK(bench.run_step().empty());  // a needs a third block and is the lowest itself: nobody else
  CHECK(bench.run_step() == "b:1");
}

TEST_CASE("Preemption: who has outgrown all memory leaves") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.kv.gpu_blocks = 2;
  scenario.switches.refuse_oversized = false;
  scenario.switches.effects_at_step_end = false;
  BatchFixture bench(scenario);
  const Slot a = bench.queue(8, 9);
  CHECK(bench.run_step() == "a:8");
  CHECK(bench.run_step().empty());
  CHECK(bench.batch.outgrown() == std::vector<Slot>{a});
  CHECK(bench.batch.preemptions() == 0);
  CHECK(bench.kv.used_blocks() == 0);
}

}  // namespace preemption_test
