#include "sweep/run/seed_round.h"

#include <doctest/doctest.h>

#include "tests/sweep/ranking/needy_study.h"

/// What it does with a folder is tested by tests/sweep/run/seeds_by_need_study_test.cpp.

namespace servesweep::sweep::seed_round_test {
namespace {

PointPrecision wanting(std::int64_t point, std::size_t pairs, std::size_t wanted) {
  return {.point = point,
          .workload = 0,
          .pairs = pairs,
          .objectives = {{.precision = wanted > pairs ? Precision::wanting : Precision::reached,
                          .half_width = 0,
                          .pairs = pairs,
                          .wanted = wanted}}};
}

}  // namespace

TEST_CASE("each point gets what it wants, the baseline as many as the neediest") {
  test::NeedyStudy needy("{first: 1, min: 10, max: 100}");
  const SeedDecision decision =
      decide_seeds({wanting(1, 10, 14), wanting(2, 10, 10), wanting(4, 10, 20)}, needy.plan);
  CHECK(decision ==
        SeedDecision{{{PointId(0), 0, 10, 10}, {PointId(1), 0, 10, 4}, {PointId(4), 0, 10, 10}}});
  (void)apply_seed_decision(needy.study, decision, needy.plan);
  // The baseline is ahead of who is wanting now.
  CHECK(decide_seeds({wanting(1, 14, 17), wanting(2, 10, 10), wanting(4, 20, 20)}, needy.plan) ==
        SeedDecision{{{PointId(1), 0, 14, 3}}});
}

TEST_CASE("nothing is decided when nobody wants more") {
  test::NeedyStudy needy("{first: 1, min: 10, max: 100}");
  CHECK(decide_seeds({wanting(1, 10, 10)}, needy.plan).batches.empty());
  CHECK(decide_seeds({}, needy.plan).batches.empty());
}

}  // namespace servesweep::sweep::seed_round_test
