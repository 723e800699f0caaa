#include "sweep/saturation/saturation_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/sweep/saturation/single_server.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::saturation_search_test {
namespace {

using engine::ArrivalProcess;

SaturationResult search(const WorkloadFile& file, const SaturationOptions& options) {
  return SaturationSearch(single_server(), file, {1, 2}, options).run();
}

const SaturationOptions kQuick{.tolerance = 0.02, .requests = 10'000, .most_seeds = 8};

}  // namespace

// A deterministic queue in steady state grows by 1 − 100/λ of what arrives: 1 % are allowed.
TEST_CASE("D/D/1 saturates at the service rate") {
  const SaturationResult result = search(single_server_load(ArrivalProcess::constant),
                                         {.tolerance = 0.001, .requests = 10'000, .most_seeds = 2});
  CHECK(result.rate_per_s() == doctest::Approx(kSingleServerRate_per_s / 0.99).epsilon(0.002));
  CHECK(result.bracket.upper <= result.bracket.lower * 1.001);
  const RateTrial* const above = result.trial_at(result.bracket.upper);
  REQUIRE(above != nullptr);
  CHECK(above->verdict.limit == LoadLimit::growth);
}

TEST_CASE("M/D/1 saturates at the service rate") {
  const SaturationResult result = search(single_server_load(ArrivalProcess::poisson), kQuick);
  CHECK(result.rate_per_s() == doctest::Approx(kSingleServerRate_per_s).epsilon(0.05));
  CHECK(result.trial_at(result.bracket.upper)->verdict.limit == LoadLimit::growth);
}

// M/M/1: the time in the system is exponential with rate μ − λ, so that 99 % are within t at
// λ = μ − ln(100)/t: 77.0/s for 200 ms. The burden of proof is on the rate, so it comes out lower.
TEST_CASE("M/M/1 with a target saturates where theory says that goodput ends") {
  const SaturationResult result = search(memoryless_load(0.2), kQuick);
  const double expected_per_s = kSingleServerRate_per_s - std::log(100.0) / 0.2;
  CHECK(result.rate_per_s() < expected_per_s * 1.01);
  CHECK(result.rate_per_s() > expected_per_s * 0.95);
  CHECK(result.trial_at(result.bracket.upper)->verdict.limit == LoadLimit::goodput);
  // Less is asked for, more is sustained: λ = μ − ln(10)/t = 88.5/s.
  SaturationOptions modest = kQuick;
  modest.rule.goodput = 0.9;
  CHECK(search(memoryless_load(0.2), modest).rate_per_s() ==
        doctest::Approx(kSingleServerRate_per_s - std::log(10.0) / 0.2).epsilon(0.05));
}

TEST_CASE("the result is the same on any number of threads") {
  SaturationOptions options{.tolerance = 0.2, .requests = 2000, .most_seeds = 8};
  const SaturationResult one = search(memoryless_load(0.2), options);
  options.threads = 3;
  const SaturationResult three = search(memoryless_load(0.2), options);
  CHECK(one.bracket.lower == three.bracket.lower);
  CHECK(one.bracket.upper == three.bracket.upper);
  REQUIRE(one.trials.size() == three.trials.size());
  CHECK(one.simulations == three.simulations);
  CHECK(std::ranges::equal(one.trials, three.trials, [](const RateTrial& a, const RateTrial& b) {
    return a.scale == b.scale && a.verdict.growth.mean == b.verdict.growth.mean;
  }));
}

TEST_CASE("clients go on until load arrives for as long as the rate found needs") {
  WorkloadFile file = single_server_load(ArrivalProcess::constant);
  file.spec.horizon_us = 1000;  // 100 requests and a millisecond: neither is a steady state
  const SaturationResult result = search(file, {.tolerance = 0.2, .most_seeds = 2});
  const RateTrial* const below = result.trial_at(result.bracket.lower);
  REQUIRE(below != nullptr);
  CHECK(below->requests == SaturationSearch::kLeastRequests);
  CHECK(below->arrival_s > SaturationSearch::kLeastStays * below->stay_s);

  // Pauses of 15 s: 20,000 requests at 50 conversations/s last for 200 s, 13 times a stay.
  file.spec.clients[0].session =
      engine::SessionSpec{.rounds = engine::ConstantLength{2},
                          .think_time_us = engine::ConstantDuration{15'000'000},
                          .accumulate_context = false,
                          .mode = engine::SessionMode::closed};
  file.spec.requests_per_s = 40;
  const SaturationResult longer = search(file, {.tolerance = 0.2, .most_seeds = 2});
  const RateTrial* const at_end = longer.trial_at(longer.bracket.lower);
  REQUIRE(at_end != nullptr);
  CHECK(at_end->requests > SaturationSearch::kLeastRequests);
  CHECK(at_end->arrival_s > 0.9 * SaturationSearch::kLeastStays * at_end->stay_s);
  CHECK(longer.rate_per_s() == doctest::Approx(50).epsilon(0.2));
}

TEST_CASE("runs hold whole periods of a rate that varies") {
  WorkloadFile file = single_server_load(ArrivalProcess::constant);
  file.spec.rate_profile = engine::SineProfile{.period_us = 100'000'000, .amplitude = 0.2};
  const SaturationResult result = search(file, {.tolerance = 0.2, .most_seeds = 2});
  const RateTrial* const below = result.trial_at(result.bracket.lower);
  REQUIRE(below != nullptr);
  // Four periods of 100 s at 60/s.
  CHECK(below->requests == 24'000);
}

TEST_CASE("what cannot be sustained at any rate has no lower end") {
  const SaturationResult result = search(memoryless_load(1e-6), {.requests = 500});
  CHECK(result.bracket.lower == 0);
  CHECK(result.rate_per_s() == 0);
  CHECK(result.trial_at(result.bracket.upper)->verdict.limit == LoadLimit::goodput);
}

TEST_CASE("clients with windows end with them, and cannot be made longer") {
  WorkloadFile file = single_server_load(ArrivalProcess::constant);
  file.spec.clients[0].windows = {{0, 10'000'000}};
  file.spec.requests = 0;
  CHECK(problem_of([&] { (void)search(file, kQuick); }) ==
        "requests: cannot be set for workload 'queue' (its clients have windows, and end with the "
        "last of them); leave it out or remove the windows");
  const SaturationResult result = search(file, {.tolerance = 0.2, .most_seeds = 2});
  CHECK(result.trials.front().requests == 600);
}

}  // namespace servesweep::sweep::saturation_search_test
