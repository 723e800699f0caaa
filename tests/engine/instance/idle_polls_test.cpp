#include "engine/instance/idle_polls.h"

#include <doctest/doctest.h>

namespace idle_polls_test {

using namespace servesweep::engine;

TEST_CASE("IdlePolls: one each millisecond, the first a millisecond after the idle turn") {
  IdlePolls polls;
  CHECK_FALSE(polls.under_way());
  polls.begin(5'300);
  REQUIRE(polls.under_way());
  CHECK(polls.first_from(5'300) == 6'300);
  CHECK(polls.first_from(5'301) == 6'300);
  CHECK(polls.first_from(6'300) == 6'300);
  CHECK(polls.first_from(6'301) == 7'300);
  CHECK(polls.first_from(205'400) == 206'300);
  CHECK(polls.last_before(6'300) == 5'300);
  CHECK(polls.last_before(205'400) == 205'300);
  polls.stop();
  CHECK_FALSE(polls.under_way());
}

}  // namespace idle_polls_test
