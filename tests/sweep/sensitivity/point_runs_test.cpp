#include "sweep/sensitivity/point_runs.h"

#include <doctest/doctest.h>

#include "sweep/sensitivity/solutions.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::point_runs_test {

TEST_CASE("points are simulated once each, whatever the number of threads") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  const LookedAt looked_at(study, {"ttft_p99_ms"});
  CHECK(looked_at.names == std::vector<std::string>{"ttft_p99_ms", "completed_fraction"});
  PointRuns runs(
      study, {.strategy = 1, .metrics = looked_at.positions, .seeds = study.seeds(), .threads = 2});
  UnitPoints points(5, 2);
  points << 0.1, 0.1, 0.2, 0.2, 0.9, 0.1, 0.1, 0.9, 0.1, 0.1;
  const std::vector<Responses> responses = runs.at(points);
  CHECK(runs.simulations() == 6);  // three different points, two seeds
  REQUIRE(responses.size() == 2);
  CHECK(responses[0].row(0) == responses[0].row(1));
  CHECK(responses[0].row(0) == responses[0].row(4));
  CHECK(responses[1].row(0) == Eigen::RowVector2d(1, 1));
  CHECK(responses[0].array().isFinite().all());
  CHECK(runs.of_baseline()[0].rows() == 1);
}

}  // namespace servesweep::sweep::point_runs_test
