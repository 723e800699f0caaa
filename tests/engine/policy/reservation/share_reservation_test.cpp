#include "engine/policy/reservation/share_reservation.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/reservation/growing_batch.h"

namespace share_reservation_test {

using namespace servesweep::engine;

namespace {

/// 100 running requests of which each may still generate 10 tokens, and a candidate of `own`.
GrowingBatch hundred(std::int32_t own = 1) {
  GrowingBatch batch;
  batch.candidate = batch.request(10, 1, own);
  for (int i = 0; i < 100; ++i) batch.run(10, 5, 15);
  return batch;
}

}  // namespace

TEST_CASE("ShareReservation: a share of what is to come, the candidate apart") {
  const auto policy = reservation("share", {{"share", 0.5}, {"decay_steps", 0.0}});
  CHECK_FALSE(policy->needs_predictions());
  CHECK(policy->spare_blocks(hundred().view()) == 50);
  CHECK(policy->spare_blocks(hundred(52).view()) == 56);  // 500 + 51 tokens
  CHECK(reservation("share", {{"share", 0.5}, {"decay_steps", 0.0}, {"candidate_share", 0.0}})
            ->spare_blocks(hundred(52).view()) == 50);
  CHECK(reservation("share", {{"share", 0.0}, {"clip_tokens", 20.0}})
            ->spare_blocks(hundred(1000).view()) == 2);
  CHECK(reservation("share", {{"share", 1.0}, {"clip_tokens", 4.0}, {"decay_steps", 0.0}})
            ->spare_blocks(hundred().view()) == 40);
  CHECK_THROWS_AS(reservation("share", {{"share", 1.1}}), Problem);
}

TEST_CASE("ShareReservation: the share falls to its floor, and rises after a preemption") {
  // SGLang's defaults: 0.7 falls to 0.098 in 600 steps.
  const auto policy = reservation("share");
  GrowingBatch batch = hundred();
  CHECK(policy->spare_blocks(batch.view()) == 70);
  batch.step = 300;  // 0.7 − 0.301
  CHECK(policy->spare_blocks(batch.view()) == 40);
  batch.step = 600;
  CHECK(policy->spare_blocks(batch.view()) == 10);
  batch.step = 10'000;
  CHECK(policy->spare_blocks(batch.view()) == 10);
  // Real-policies example: 10 requests of 100 generated, 1000 at most: 1200 / 10001 = 0.12.
  GrowingBatch ten;
  ten.candidate = ten.request(10, 1, 1);
  for (int i = 0; i < 10; ++i) ten.run(10, 100, 1000);
  ten.step = 10'001;
  ten.preemptions = 3;
  CHECK(policy->spare_blocks(ten.view()) == 100);  // 0.12·9000 tokens: more than there is
  batch.step = 10'001;
  batch.preemptions = 4;  // (100·5 + 100·20) / (1500 + 1) > 1
  CHECK(policy->spare_blocks(batch.view()) == 100);
  batch.step = 10'301;  // 1 − 300·0.602/600 = 0.699
  CHECK(policy->spare_blocks(batch.view()) == 70);
  CHECK(policy->spare_blocks(batch.view()) == 70);  // asking changes nothing
}

TEST_CASE("ShareReservation: the share after a preemption") {
  const auto policy = reservation("share", {{"decay_steps", 1e9}});
  GrowingBatch batch;
  batch.candidate = batch.request(10, 1, 1);
  for (int i = 0; i < 10; ++i) batch.run(10, 10, 100);
  batch.preemptions = 1;  // 300 / 1001 = 0.2997; 900 tokens to come: 269.7
  CHECK(policy->spare_blocks(batch.view()) == 27);
}

TEST_CASE("ShareReservation: an empty batch starts anew, instances apart") {
  const auto policy = reservation("share");
  GrowingBatch batch = hundred();
  batch.step = 600;
  CHECK(policy->spare_blocks(batch.view()) == 10);
  GrowthView other = batch.view();
  other.instance = InstanceId(1);
  other.step = 0;
  CHECK(policy->spare_blocks(other) == 70);
  GrowingBatch empty;
  empty.step = 700;
  static_cast<void>(policy->spare_blocks(empty.view()));
  batch.step = 700;
  CHECK(policy->spare_blocks(batch.view()) == 70);
}

}  // namespace share_reservation_test
