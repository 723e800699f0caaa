#include "engine/policy/admission/graded_shedding.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace graded_shedding_test {

using namespace servesweep::engine;

namespace {

GradedShedding shedding(const std::string& purpose) {
  const PolicyInfo info{.name = "shedding",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = GradedShedding::parameters()};
  return {Parameters({.policy = "shedding",
                      .parameters = {{"gain", 2.0}, {"power", 2.0}, {"standard_share", 0.25}},
                      .scorers = {}},
                     info, "f"),
          StreamPurpose(purpose.c_str())};
}

}  // namespace

TEST_CASE("GradedShedding: shares of the tiers") {
  const GradedShedding shed = shedding("test");
  CHECK(shed.share(SloTier::critical) == 0);
  CHECK(shed.share(SloTier::standard) == 0.25);
  CHECK(shed.share(SloTier::sheddable) == 1);
}

TEST_CASE("GradedShedding: gain·s^power of sheddable requests, by draws of its own purpose") {
  const GradedShedding one = shedding("test"), other = shedding("another");
  ViewedCluster cluster{.load = {0}, .used_kv_blocks = {40}};  // s = 0.4/0.8: P = 2·0.25
  int shed = 0, of_standard = 0, differ = 0;
  constexpr int kRequests = 10'000;
  for (std::int32_t i = 0; i < kRequests; ++i) {
    cluster.request.id = RequestId(i);
    cluster.request.tier = SloTier::sheddable;
    shed += one.sheds(cluster.at(0)) ? 1 : 0;
    differ += one.sheds(cluster.at(0)) != other.sheds(cluster.at(0)) ? 1 : 0;
    cluster.request.tier = SloTier::standard;
    of_standard += one.sheds(cluster.at(0)) ? 1 : 0;
  }
  // Four standard deviations of the counts.
  CHECK(std::abs(shed - 5000) < 4 * std::sqrt(kRequests * 0.25));
  CHECK(std::abs(differ - 5000) < 4 * std::sqrt(kRequests * 0.25));
  CHECK(std::abs(of_standard - 1250) < 4 * std::sqrt(kRequests * 0.125 * 0.875));
}

}  // namespace graded_shedding_test
