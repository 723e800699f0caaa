#include "sweep/saturation/rate_judge.h"

#include <doctest/doctest.h>

#include "tests/sweep/saturation/single_server.h"

namespace servesweep::sweep::rate_judge_test {
namespace {

WorkloadFile poisson_load() {
  WorkloadFile file = single_server_load(engine::ArrivalProcess::poisson);
  file.spec.requests = 2000;
  return file;
}

RateTrial trial_at(double scale, std::size_t most_seeds, int threads = 1) {
  RateJudge judge(single_server(), {7, 3}, {.most_seeds = most_seeds, .threads = threads});
  RateTrial trial = judge.judge(poisson_load(), scale);
  CHECK(judge.simulations() == trial.seeds);
  return trial;
}

}  // namespace

TEST_CASE("a clear rate takes four seeds") {
  const RateTrial low = trial_at(0.5, 32), high = trial_at(3, 32);
  CHECK(low.verdict.verdict == Sustainability::sustainable);
  CHECK(low.seeds == 4);
  CHECK(low.rate_per_s == doctest::Approx(30).epsilon(0.05));
  CHECK(high.verdict.verdict == Sustainability::unsustainable);
  CHECK(high.seeds == 4);
  // 180/s arrive, 100/s leave.
  CHECK(high.verdict.growth.mean == doctest::Approx(80 / 180.0).epsilon(0.05));
}

TEST_CASE("an unclear rate takes more seeds, up to the most") {
  const RateTrial at_capacity = trial_at(100 / 60.0, 12);
  CHECK(at_capacity.verdict.verdict == Sustainability::undecided);
  CHECK(at_capacity.seeds == 12);
}

TEST_CASE("a trial is the same on any number of threads") {
  const RateTrial one = trial_at(1.6, 12, 1), three = trial_at(1.6, 12, 3);
  CHECK(one.seeds == three.seeds);
  CHECK(one.verdict.goodput.mean == three.verdict.goodput.mean);
  CHECK(one.verdict.growth.mean == three.verdict.growth.mean);
  CHECK(one.verdict.growth.bounds == three.verdict.growth.bounds);
  CHECK(one.stay_s == three.stay_s);
}

TEST_CASE("a horizon of the scenario cuts nothing off") {
  engine::Scenario scenario = single_server();
  scenario.horizon_us = 1000;
  RateJudge judge(scenario, {1}, {.most_seeds = 4});
  CHECK(judge.judge(poisson_load(), 0.5).verdict.goodput.mean == 1);
}

}  // namespace servesweep::sweep::rate_judge_test
