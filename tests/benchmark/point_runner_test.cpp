#include "tests/benchmark/point_runner.h"

#include <doctest/doctest.h>

#include "tests/benchmark/shipped.h"

namespace point_runner_test {

using namespace servesweep;
using namespace servesweep::benchmark;

TEST_CASE("the baseline is 1 in every objective, and a point is complete with all its seeds") {
  const sweep::Study study = shipped_study("work-and-slack-search");
  PointRunner runner(study);
  REQUIRE(runner.reference().size() == 2);
  for (const double one : runner.reference()) CHECK(one == doctest::Approx(1).epsilon(1e-12));
  CHECK(runner.runs() == 0);
  const sweep::Point point = study.strategies()[1].space().default_point();
  const sweep::Observation two = runner.run({.point = point, .first_seed = 0, .seeds = 2});
  CHECK_FALSE(runner.is_complete(point));
  const sweep::Observation all = runner.run({.point = point, .first_seed = 2, .seeds = 3});
  CHECK(runner.is_complete(point));
  CHECK(runner.runs() == 5);
  CHECK(two.objectives != all.objectives);
  // The strategy's file: a fifth less of the tail than with a blend and small steps.
  CHECK(all.objectives[1] == doctest::Approx(0.8).epsilon(0.03));

  // At once or in two parts is the same, for another runner too.
  PointRunner other(study);
  CHECK(other.run({.point = point, .first_seed = 0, .seeds = 5}).objectives == all.objectives);
}

TEST_CASE("a point that the engine refuses has failed") {
  const sweep::Study study = shipped_study("work-and-slack-search");
  PointRunner runner(study);
  sweep::PointValues values = study.strategies()[1].space().default_point().values();
  for (auto& [name, value] : values) {
    if (name == "step_budget") value = -1.0;
  }
  const sweep::Point refused(values);
  CHECK(runner.run({.point = refused, .first_seed = 0, .seeds = 5}).failed);
  CHECK_FALSE(runner.is_complete(refused));
}

}  // namespace point_runner_test
