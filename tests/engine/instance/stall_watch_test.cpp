#include "engine/instance/stall_watch.h"

#include <doctest/doctest.h>

namespace servesweep::engine::stall_watch_test {

TEST_CASE(
    "so many turns in a row without any result are a stall, one result begins the count anew") {
  StallWatch watch;
  watch.reset();
  const auto idle = [&](std::int64_t turns, std::int64_t achieved) {
    bool fine = true;
    for (std::int64_t i = 0; i < turns; ++i) fine = watch.turn(achieved) && fine;
    return fine;
  };
  CHECK(idle(StallWatch::kMostIdleTurns, 0));
  CHECK(idle(StallWatch::kMostIdleTurns, 7));
  CHECK_FALSE(watch.turn(7));
  watch.reset();
  CHECK(watch.turn(0));
}

}  // namespace servesweep::engine::stall_watch_test
