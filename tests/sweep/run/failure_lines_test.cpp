#include "sweep/run/failure_lines.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::failure_lines_test {

TEST_CASE("each kind of failure has a line with one of its runs") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  const Plan plan = Plan::of(study);
  FailureTally tally;
  CHECK(failure_lines(tally, plan, "  ").empty());
  tally.add(1, {.kind = FailureKind::time, .reason = "late"});
  tally.add(2, {.kind = FailureKind::error, .reason = "broken"});
  tally.add(3, {.kind = FailureKind::error, .reason = "broken, too"});
  CHECK(failure_lines(tally, plan, "  ") ==
        "  2 error, such as tuned order=fcfs budget=2048 | few | seed 42: broken\n"
        "  1 time, such as plain | few | seed 43: late\n");
}

}  // namespace servesweep::sweep::failure_lines_test
