#include "engine/instance/ordered_walk.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

namespace ordered_walk_test {

using namespace servesweep::engine;

TEST_CASE("OrderedWalk: who comes later gets what the budget leaves") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.batch.max_tokens_per_step = 4;
  BatchFixture bench(scenario);
  bench.queue(3, 5);
  bench.queue(9, 1);
  CHECK(bench.run_step() == "a:3 b:1");
  CHECK(bench.run_step() == "a:1 b:3");
  CHECK(bench.run_step() == "a:1 b:3");
  CHECK(bench.run_step() == "a:1 b:2");
}

TEST_CASE("OrderedWalk: when the one that asks is the victim, who comes later is passed over") {
  BatchFixture bench(BatchFixture::urgent_first_scenario(4));
  const Slot a = bench.queue(7, 4, {}, SloTier::sheddable);
  bench.run_step();
  const Slot b = bench.queue(7, 4, {}, SloTier::critical);
  CHECK(bench.run_step() == "a:1 b:7");
  CHECK(bench.run_step().empty());  // a has no third block
  CHECK(bench.step.passed_over == std::vector<Slot>{a, b});
  CHECK(bench.run_step() == "b:1");
  REQUIRE(bench.step.late_tokens.size() == 1);
  CHECK(bench.step.late_tokens.front().slot == b);
  CHECK(bench.step.late_tokens.front().since_us == 2 * BatchFixture::kStep_us);
}

TEST_CASE(
    "OrderedWalk: a decode that was passed by can be the victim, and its token is taken back") {
  BatchFixture bench(BatchFixture::urgent_first_scenario(4));
  const Slot a = bench.queue(5, 9, {}, SloTier::sheddable);
  CHECK(bench.run_step() == "a:5");
  bench.queue(7, 9, {}, SloTier::critical);
  CHECK(bench.run_step() == "a:1 b:7");
  CHECK(bench.run_step() == "a:1 b:1");
  CHECK(bench.run_step() == "b:1");  // b needs a third block; a, before it, needs none
  CHECK(bench.step.decode_tokens == 1);
  CHECK(bench.batch.preemptions() == 1);
  CHECK(bench.table[static_cast<std::size_t>(a)].prefill_target_tokens == 5 + 3);
}

}  // namespace ordered_walk_test
