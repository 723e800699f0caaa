#include "sweep/criteria/outside_judge.h"

#include <doctest/doctest.h>

#include "sweep/study/criterion.h"
#include "tests/sweep/criteria/judged_study.h"

namespace servesweep::sweep {

TEST_CASE("every judge that criteria may name is there") {
  const test::JudgedStudy bench;
  const auto judges = outside_judges();
  for (const std::string& name : outside_judge_names()) {
    CAPTURE(name);
    REQUIRE(judges.contains(name));
    const OutsideVerdict verdict = judges.at(name)({.study = bench.study,
                                                    .plan = bench.plan,
                                                    .point = PointId(4),
                                                    .baseline = PointId(0),
                                                    .workload = 0,
                                                    .seeds = bench.study.seeds()});
    // Whoever decides needs no reason; whoever does not says what to do.
    CHECK((verdict.finding != Finding::undecided || !verdict.reason.empty()));
  }
}

}  // namespace servesweep::sweep
