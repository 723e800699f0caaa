#include "sweep/run/failed_run_problem.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::failed_run_problem_test {

TEST_CASE("who is told of a failed run learns which, why, how to see it, and how to go on") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  const Plan plan = Plan::of(study);
  CHECK(std::string(failed_run_problem(study, plan, RunId(3),
                                       {.kind = FailureKind::error, .reason = "it broke"}, "s.yaml")
                        .what()) ==
        "run tuned order=fcfs budget=2048 | few | seed 43: failed (error: it broke); it is noted "
        "as failed; to go on without it, add --on-failure continue; to see it alone: servesweep "
        "simulate s.yaml --strategy tuned --set order=fcfs --set budget=2048 --workload few --seed "
        "43");
  const engine::Problem late = failed_run_problem(
      study, plan, RunId(0), {.kind = FailureKind::time, .reason = "600 s"}, "s.yaml");
  CHECK(late.remedy().find("to give it more, --run-seconds") != std::string::npos);
  const engine::Problem large = failed_run_problem(
      study, plan, RunId(0), {.kind = FailureKind::memory, .reason = "1 GiB"}, "s.yaml");
  CHECK(large.remedy().find("to give it more, --run-memory") != std::string::npos);
}

}  // namespace servesweep::sweep::failed_run_problem_test
