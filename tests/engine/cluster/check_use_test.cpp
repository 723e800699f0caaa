#include "engine/cluster/check_use.h"

#include <doctest/doctest.h>

#include <functional>

#include "engine/base/problem.h"
#include "engine/simulate.h"

namespace check_use_test {

using namespace servesweep::engine;

namespace {

/// Where the Problem of a changed scenario is; "" if there is none.
std::string where_of(const std::function<void(Scenario&)>& change) {
  Scenario scenario;
  scenario.latency.beta[0] = 100;
  change(scenario);
  try {
    validate(scenario);
  } catch (const Problem& problem) {
    return problem.where();
  }
  return "";
}

TierSpec tier(const char* name) {
  return {.name = name, .blocks = 10};
}

}  // namespace

TEST_CASE("check_use: copies need a tier, and a tier needs copies") {
  CHECK(where_of([](Scenario& s) { s.offload.policy = "write-through"; }) == "offload.policy");
  CHECK(where_of([](Scenario& s) { s.kv.tiers = {tier("cpu")}; }) == "kv.tiers");
  CHECK(where_of([](Scenario& s) {
          s.offload.policy = "selective";
          s.kv.tiers = {tier("cpu"), tier("disk")};
        }).empty());
  CHECK(where_of([](Scenario& s) {
          s.offload.policy = "write-through";
          s.kv.tiers = {tier("cpu"), tier("cpu")};
        }) == "kv.tiers");
}

TEST_CASE("check_use: a tier evicts in an order that exists") {
  for (const auto& [eviction, where] :
       {std::pair{"arc", ""}, std::pair{"lru", ""}, std::pair{"acr", "kv.tiers[1].eviction"}}) {
    CHECK(where_of([eviction = eviction](Scenario& s) {
            s.offload.policy = "write-through";
            s.kv.tiers = {tier("cpu"), tier("disk")};
            s.kv.tiers[1].eviction = eviction;
          }) == where);
  }
}

TEST_CASE("check_use: the reference's CPU tier is for policies that move blocks") {
  CHECK(where_of([](Scenario& s) { s.kv.cpu_blocks = 10; }).empty());
  CHECK(where_of([](Scenario& s) {
          s.offload.policy = "write-through";
          s.kv.tiers = {tier("cpu")};
          s.kv.cpu_blocks = 10;
        }) == "kv.cpu_blocks");
}

TEST_CASE("check_use: an order by predicted lengths needs a predictor") {
  CHECK(where_of([](Scenario& s) { s.scheduling.policy = "shortest-remaining-predicted"; }) ==
        "scheduling.policy");
  CHECK(where_of([](Scenario& s) {
          s.scheduling.policy = "shortest-remaining-predicted";
          s.predictor.kind = PredictorSpec::Kind::lognormal;
        }).empty());
}

TEST_CASE("check_use: a reservation by predicted lengths needs a predictor") {
  CHECK(where_of([](Scenario& s) { s.reservation.policy = "full-output"; }) ==
        "reservation.policy");
  CHECK(where_of([](Scenario& s) {
          s.reservation.policy = "full-output";
          s.predictor.kind = PredictorSpec::Kind::lognormal;
        }).empty());
  CHECK(where_of([](Scenario& s) { s.reservation.policy = "future-peak"; }).empty());
  CHECK(where_of([](Scenario& s) { s.reservation.policy = "share"; }).empty());
}

TEST_CASE("check_use: a bound needs the oracle") {
  const auto with = [](PredictorSpec::Kind kind) {
    return where_of([kind](Scenario& s) {
      s.eviction.policy = "clairvoyant-eviction";
      s.predictor.kind = kind;
    });
  };
  CHECK(with(PredictorSpec::Kind::none) == "eviction.policy");
  CHECK(with(PredictorSpec::Kind::lognormal) == "eviction.policy");
  CHECK(with(PredictorSpec::Kind::oracle).empty());
}

}  // namespace check_use_test
