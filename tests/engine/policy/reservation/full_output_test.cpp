#include "engine/policy/reservation/full_output.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/reservation/growing_batch.h"

namespace full_output_test {

using namespace servesweep::engine;

TEST_CASE("FullOutput: every block up to the predicted ends") {
  const auto policy = reservation("full-output");
  CHECK(policy->reserves());
  CHECK(policy->needs_predictions());
  GrowingBatch batch;
  batch.candidate = batch.request(10, 1, 11);  // 10 stored, 20 at the end: one block more
  CHECK(policy->spare_blocks(batch.view()) == 1);
  batch.candidate = batch.request(10, 1, 12);  // 21
  CHECK(policy->spare_blocks(batch.view()) == 2);
  batch.run(25, 6, 30);  // 30 stored, 54 at the end: 3 → 6 blocks
  CHECK(policy->spare_blocks(batch.view()) == 5);
  batch.run(25, 50, 30);  // outgrew its prediction
  CHECK(policy->spare_blocks(batch.view()) == 5);
  batch.run(10, 1, 5000);
  CHECK(policy->spare_blocks(batch.view()) == 100);
}

TEST_CASE("FullOutput: the margin stretches predictions") {
  GrowingBatch batch;
  batch.candidate = batch.request(10, 1, 15);
  CHECK(reservation("full-output", {{"margin", 0.0}})->spare_blocks(batch.view()) == 0);
  CHECK(reservation("full-output", {{"margin", 0.7}})->spare_blocks(batch.view()) == 1);  // 11
  CHECK(reservation("full-output", {{"margin", 2.0}})->spare_blocks(batch.view()) == 3);  // 30
  CHECK_THROWS_AS(reservation("full-output", {{"margin", -1.0}}), Problem);
}

}  // namespace full_output_test
