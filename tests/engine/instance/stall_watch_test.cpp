#include "engine/instance/stall_watch.h"

#include <doctest/doctest.h>

#include "engine/base/interruption.h"

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

TEST_CASE("a stall is told with who is stuck, and since when") {
  CHECK_THROWS_WITH_AS(
      StallWatch::report(InstanceId(3), 2'500'000, 4, 1),
      "instance 3: 16777216 turns in a row gave no token (at 2.500000 s, with 4 waiting and 1 "
      "running requests, a policy lets none of them go on); change the policy or its parameters",
      StalledRun);
}

}  // namespace servesweep::engine::stall_watch_test
