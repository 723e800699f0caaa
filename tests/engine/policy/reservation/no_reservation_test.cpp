#include "engine/policy/reservation/no_reservation.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/reservation/growing_batch.h"

namespace no_reservation_test {

using namespace servesweep::engine;

TEST_CASE("NoReservation: wants nothing and is not asked") {
  const auto policy = reservation("none");
  CHECK_FALSE(policy->reserves());
  CHECK_FALSE(policy->needs_predictions());
  CHECK(policy->spare_blocks(GrowingBatch().run(10, 1, 500).view()) == 0);
}

}  // namespace no_reservation_test
