#include "engine/instance/batch_admission.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

using namespace servesweep::engine;

TEST_CASE("BatchAdmission: slots, budget and memory each end it") {
  Scenario scenario = BatchFixture::small_scenario();
  SUBCASE("slots") {
    scenario.batch.max_running = 2;
    BatchFixture bench(scenario);
    for (int i = 0; i < 3; ++i) bench.queue(4, 1);
    CHECK(bench.run_step() == "a:4 b:4");
    CHECK(bench.run_step() == "c:4");
  }
  SUBCASE("budget") {
    BatchFixture bench(scenario);
    for (int i = 0; i < 3; ++i) bench.queue(7, 1);
    CHECK(bench.run_step() == "a:7 b:7 c:2");
    CHECK(bench.run_step() == "c:5");
  }
  SUBCASE("memory: the head is not passed over") {
    BatchFixture bench(scenario);
    bench.queue(12, 2);
    bench.queue(32, 1);
    bench.queue(1, 1);
    CHECK(bench.run_step() == "a:12");
    CHECK(bench.waiting.size() == 2);
  }
}

TEST_CASE("BatchAdmission: the watermark stays free while others run") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.kv.watermark = 0.3;  // 3 of 10 blocks
  SUBCASE("nobody runs: no watermark") {
    BatchFixture bench(scenario);
    bench.queue(40, 1);
    CHECK(bench.run_step() == "a:16");
  }
  SUBCASE("3 + 4 + 3 blocks are there, 3 + 5 + 3 are not") {
    BatchFixture bench(scenario);
    bench.queue(12, 2);
    bench.queue(16, 1);
    bench.queue(1, 1);
    CHECK(bench.run_step() == "a:12 b:4");
  }
  SUBCASE("one block too many waits") {
    BatchFixture bench(scenario);
    bench.queue(12, 2);
    bench.queue(17, 1);
    CHECK(bench.run_step() == "a:12");
    CHECK(bench.run_step() == "a:1");
    CHECK(bench.run_step() == "b:16");
  }
  SUBCASE("without the gate the first chunk decides") {
    scenario.switches.full_sequence_gate = false;
    BatchFixture bench(scenario);
    bench.queue(12, 2);
    bench.queue(28, 1);
    CHECK(bench.run_step() == "a:12 b:4");
  }
  SUBCASE("running requests may use it") {
    BatchFixture bench(scenario);
    bench.queue(28, 14);
    bench.run_step();
    bench.run_step();
    for (int i = 0; i < 12; ++i) CHECK(bench.run_step() == "a:1");
    CHECK(bench.kv.used_blocks() == 10);
  }
}

TEST_CASE("BatchAdmission: prompts in progress have promised blocks") {
  BatchFixture bench(BatchFixture::small_scenario());
  bench.queue(30, 1);
  bench.run_step();
  CHECK(bench.batch.reserve().promised_blocks == 4);  // 8 blocks, 4 taken
  CHECK(bench.batch.reserve().watermark_blocks == 0);
}
