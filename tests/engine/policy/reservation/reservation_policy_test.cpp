#include "engine/policy/reservation/reservation_policy.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/reservation/growing_batch.h"

namespace reservation_policy_test {

using namespace servesweep::engine;

TEST_CASE("ReservationPolicy: whole blocks, from none to all there are") {
  const GrowthView view{.gpu_blocks = 100};
  CHECK(whole_blocks(-0.5, view) == 0);
  CHECK(whole_blocks(2.0, view) == 2);
  CHECK(whole_blocks(2.1, view) == 3);
  CHECK(whole_blocks(1e30, view) == 100);
}

TEST_CASE("GrowingRequest: everything but the last token is stored") {
  GrowingBatch batch;
  CHECK(batch.request(30, 1).stored_tokens() == 30);
  CHECK(batch.request(30, 5).stored_tokens() == 34);
}

}  // namespace reservation_policy_test
