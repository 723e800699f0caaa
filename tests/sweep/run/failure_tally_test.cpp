#include "sweep/run/failure_tally.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::failure_tally_test {

TEST_CASE("failures are counted by kind, each with the first run of the plan that has it") {
  FailureTally tally;
  CHECK(tally.total() == 0);
  CHECK(tally.text().empty());
  tally.add(9, {.kind = FailureKind::time, .reason = "late"});
  tally.add(4, {.kind = FailureKind::time, .reason = "later"});
  tally.add(6, {.kind = FailureKind::time, .reason = "latest"});
  tally.add(2, {.kind = FailureKind::error, .reason = "broken"});
  CHECK(tally.total() == 4);
  CHECK(tally.of(FailureKind::time) == 3);
  CHECK(tally.of(FailureKind::hang) == 0);
  CHECK(tally.first_run(FailureKind::time) == 4);
  CHECK(tally.first_reason(FailureKind::time) == "later");
  CHECK(tally.text() == "4 failed: 1 error, 3 time");

  tally.add({.kind = FailureKind::time, .count = 5, .first_run = 3, .first_reason = "their own"});
  tally.add({.kind = FailureKind::hang, .count = 1, .first_run = 7, .first_reason = "gone"});
  REQUIRE(tally.counts().size() == 3);
  CHECK(tally.counts()[1].count == 8);
  CHECK(tally.counts()[1].first_reason == "their own");
  CHECK(tally.counts()[2].kind == FailureKind::hang);
  CHECK(tally.first_run(FailureKind::hang) == 7);
  CHECK(tally.total() == 10);
}

}  // namespace servesweep::sweep::failure_tally_test
