#include "engine/policy/tier_targets.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace tier_targets_test {

using namespace servesweep::engine;

namespace {

TierTargets targets(TierTargets::Kind kind,
                    std::map<std::string, ParameterValue, std::less<>> values) {
  const PolicyInfo info{.name = "sample",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = TierTargets::parameters({kind})};
  return {kind, Parameters({.policy = "sample", .parameters = std::move(values), .scorers = {}},
                           info, "field")};
}

}  // namespace

TEST_CASE("TierTargets: the class's target, else the tier's") {
  const TierTargets ttft = targets(TierTargets::Kind::ttft, {{"ttft_target_critical_us", 70.0},
                                                             {"ttft_target_standard_us", 80.0},
                                                             {"ttft_target_sheddable_us", 90.0}});
  RequestFacts request = some_request(SloTier::critical, 100, 1000);
  request.e2e_target_us = 7;  // of the other kind
  CHECK(ttft.target_us(request) == 70);
  CHECK(ttft.deadline_us(request) == 1070);
  CHECK(ttft.target_us(some_request(SloTier::standard)) == 80);
  CHECK(ttft.target_us(some_request(SloTier::sheddable)) == 90);
  request.ttft_target_us = 5;
  CHECK(ttft.deadline_us(request) == 1005);

  const TierTargets e2e = targets(TierTargets::Kind::e2e, {{"e2e_target_critical_us", 60.0}});
  CHECK(e2e.deadline_us(request) == 1007);
  request.e2e_target_us = 0;
  CHECK(e2e.deadline_us(request) == 1060);
}

TEST_CASE("TierTargets: the targets of classes can be ignored") {
  const TierTargets own = targets(TierTargets::Kind::ttft,
                                  {{"ttft_target_critical_us", 70.0}, {"class_targets", false}});
  RequestFacts request = some_request(SloTier::critical, 100, 1000);
  request.ttft_target_us = 5;
  CHECK(own.deadline_us(request) == 1070);
}

TEST_CASE("TierTargets: a target is at least 1 µs") {
  CHECK_THROWS_AS(targets(TierTargets::Kind::e2e, {{"e2e_target_standard_us", 0.0}}), Problem);
}

}  // namespace tier_targets_test
