#include "tests/benchmark/pace_trials.h"

#include <doctest/doctest.h>

#include <cmath>

namespace pace_trials_test {

using namespace servesweep;
using namespace servesweep::benchmark;

TEST_CASE("relative means by hand") {
  // Differences 1 and 3: mean 2, standard error 1, t(0.975, 1) = 12.706; the unit is 10.
  const sweep::MeanInterval relative = relative_to({8, 12}, {9, 15});
  CHECK(relative.mean == doctest::Approx(1.2));
  CHECK(relative.half_width == doctest::Approx(1.2706).epsilon(1e-4));
}

TEST_CASE("paces are tried with the same searches, and every search spends its points") {
  const PaceCase what{.problem = &search_problem("dtlz2"),
                      .method = sweep::OptimiserMethod::sobol,
                      .points = 24,
                      .runs_per_point = 2,
                      .searches = 3,
                      .load = {.workers = 8}};
  const PaceTrials by_generation = try_pace(what, {.generation = 4});
  const PaceTrials asynchronous = try_pace(what, {.asynchronous = 8});
  // Points that do not depend on what is told have the same hypervolume at any pace.
  CHECK(by_generation.hypervolumes == asynchronous.hypervolumes);
  CHECK(by_generation.hypervolumes[0] != by_generation.hypervolumes[1]);
  CHECK(by_generation.evaluations == 3 * 24);
  CHECK(by_generation.runs == 3 * 48);
  CHECK(by_generation.distinct_runs == 3 * 48);
  CHECK(by_generation.decisions == 3 * 7);  // six generations, and what the last gave
  CHECK(asynchronous.busy[0] > by_generation.busy[0]);
}

}  // namespace pace_trials_test
