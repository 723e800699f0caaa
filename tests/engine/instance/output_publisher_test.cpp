#include "engine/instance/output_publisher.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

namespace output_publisher_test {

using namespace servesweep::engine;

namespace {

/// A conversation whose answers join the prefix of the next turn.
const std::vector<Segment> kConversation = {{ChainId(0), kAllFurtherTokens}};

std::int32_t findable_blocks(const BatchFixture& bench) {
  return bench.kv.cached_blocks(kConversation, 40, Holding());
}

}  // namespace

TEST_CASE("OutputPublisher: a block that decoding fills can be found by the next turn") {
  BatchFixture bench(BatchFixture::small_scenario());
  bench.queue(6, 8, kConversation);
  bench.run_step();
  CHECK(findable_blocks(bench) == 1);
  bench.run_step();  // 7 tokens are stored
  CHECK(findable_blocks(bench) == 1);
  bench.run_step();
  CHECK(findable_blocks(bench) == 2);
}

TEST_CASE("OutputPublisher: with steps in flight, when its token is there") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.switches.async_scheduling = true;
  BatchFixture bench(scenario);
  const Slot a = bench.queue(7, 8, kConversation);
  bench.run_step();
  (void)bench.batch.form(bench.now_us, bench.now_us, bench.step);
  CHECK(bench.step.full_blocks == std::vector<Slot>{a});
  CHECK(findable_blocks(bench) == 1);
  bench.batch.publish(bench.step);
  CHECK(findable_blocks(bench) == 2);
}

}  // namespace output_publisher_test
