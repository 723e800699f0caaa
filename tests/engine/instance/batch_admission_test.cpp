#include "engine/instance/batch_admission.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

namespace batch_admission_test {

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

namespace {

/// 10 blocks of 4 tokens; every output is predicted exactly.
struct Reserving {
  explicit Reserving(const std::string& policy) : bench(scenario(policy)) {}
  static Scenario scenario(const std::string& policy) {
    Scenario scenario = BatchFixture::small_scenario();
    scenario.predictor.kind = PredictorSpec::Kind::oracle;
    scenario.reservation.policy = policy;
    return scenario;
  }
  void queue(std::int32_t input, std::int32_t output) {
    bench.queue(input, output, {}, SloTier::standard, output);
  }
  BatchFixture bench;
};

}  // namespace

TEST_CASE("BatchAdmission: a reservation leaves what the batch will need, the head waits") {
  // a: 2 blocks, 4 at its end; b: 2, 7 at its end; c: 1. All would fit now: 5 of 10.
  const auto queue_all = [](Reserving& test) {
    test.queue(8, 9);
    test.queue(7, 20);
    test.queue(1, 1);
  };
  SUBCASE("none") {
    Reserving test("none");
    queue_all(test);
    CHECK(test.bench.run_step() == "a:8 b:7 c:1");
  }
  SUBCASE("full-output: 4 + 7 are too many, and nobody passes b") {
    Reserving test("full-output");
    queue_all(test);
    CHECK(test.bench.run_step() == "a:8");
    CHECK(test.bench.waiting.size() == 2);
    for (int i = 0; i < 8; ++i) CHECK(test.bench.run_step() == "a:1");
    CHECK(test.bench.run_step() == "b:7 c:1");
  }
  SUBCASE("future-peak: when a ends they hold 4 + 4, later b alone 7") {
    Reserving test("future-peak");
    queue_all(test);
    CHECK(test.bench.run_step() == "a:8 b:7 c:1");
    while (!test.bench.waiting.empty() || test.bench.batch.size() > 0) test.bench.run_step();
    CHECK(test.bench.batch.preemptions() == 0);
  }
}

TEST_CASE("BatchAdmission: nobody runs: the head is admitted whatever is wanted") {
  Reserving test("full-output");
  test.queue(8, 1000);
  test.queue(1, 1);
  CHECK(test.bench.run_step() == "a:8");
  CHECK(test.bench.run_step() == "a:1");
}

TEST_CASE("BatchAdmission: prompts in progress have their blocks reserved, with any gate") {
  // a needs 8 blocks and has 4 of them in the first step; b needs 3: 2 are left.
  for (const bool gate : {true, false}) {
    Scenario scenario = Reserving::scenario("share");
    scenario.reservation.parameters = {{"share", 0.0}, {"candidate_share", 0.0}};
    scenario.switches.full_sequence_gate = gate;
    scenario.batch.max_tokens_per_step = 20;
    scenario.chunking.parameters["tokens"] = 16.0;
    BatchFixture bench(scenario);
    bench.queue(32, 1);
    bench.queue(12, 1);
    CHECK(bench.run_step() == "a:16");
    CHECK(bench.run_step() == "a:16");
    CHECK(bench.run_step() == "b:12");
  }
}

TEST_CASE("BatchAdmission: a reservation learns from completions of its instance") {
  // Typical: 400 tokens, so a runs alone. It had 2 tokens: then b and c fit together.
  Scenario scenario = Reserving::scenario("future-peak");
  scenario.reservation.parameters = {{"warm_up", 1.0}, {"typical_tokens", 400.0}};
  BatchFixture bench(scenario);
  for (int i = 0; i < 3; ++i) bench.queue(4, 2);
  CHECK(bench.run_step() == "a:4");
  CHECK(bench.run_step() == "a:1");
  CHECK(bench.run_step() == "b:4 c:4");
}

TEST_CASE("BatchAdmission: a refusal stands until memory is given back") {
  BatchFixture bench(BatchFixture::small_scenario());
  bench.queue(12, 4);  // 3 of 10 blocks, then 4
  bench.queue(32, 1);  // 8
  CHECK(bench.run_step() == "a:12");
  for (int i = 0; i < 3; ++i) CHECK(bench.run_step() == "a:1");
  CHECK(bench.run_step() == "b:16");
}

TEST_CASE("BatchAdmission: a full batch keeps everybody out, as soon as they have been seen") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.batch.max_running = 1;
  BatchFixture bench(scenario);
  bench.queue(4, 3);
  CHECK(bench.run_step() == "a:4");
  bench.queue(4, 1);
  CHECK_FALSE(bench.batch.lasting_obstacle().has_value());
  CHECK(bench.run_step() == "a:1");
  CHECK(bench.batch.lasting_obstacle() == WaitCause::slots);
  CHECK(bench.batch.only_goes_on());
  CHECK(bench.run_step() == "a:1");
  CHECK_FALSE(bench.batch.lasting_obstacle().has_value());
}

TEST_CASE("BatchAdmission: who was refused memory stays out until some is given back") {
  BatchFixture bench(BatchFixture::small_scenario());
  bench.queue(12, 4);  // 3 of 10 blocks, then 4
  bench.queue(32, 1);  // 8
  CHECK(bench.run_step() == "a:12");
  CHECK(bench.batch.lasting_obstacle() == WaitCause::memory);
  CHECK(bench.run_step() == "a:1");
  CHECK(bench.batch.lasting_obstacle() == WaitCause::memory);
  bench.batch.remove(0);
  CHECK_FALSE(bench.batch.lasting_obstacle().has_value());
}

TEST_CASE("BatchAdmission: without a gate whoever was refused is looked at in each step") {
  Scenario scenario = BatchFixture::small_scenario();
  scenario.switches.full_sequence_gate = false;
  scenario.batch.max_tokens_per_step = 60;
  BatchFixture bench(scenario);
  bench.queue(36, 4);  // 9 of 10 blocks
  bench.queue(32, 1);
  CHECK(bench.run_step() == "a:36");
  CHECK_FALSE(bench.batch.lasting_obstacle().has_value());
}

}  // namespace batch_admission_test
