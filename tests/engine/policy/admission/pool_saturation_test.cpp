#include "engine/policy/admission/pool_saturation.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace pool_saturation_test {

using namespace servesweep::engine;

namespace {

double saturation(const ViewedCluster& cluster,
                  std::map<std::string, ParameterValue, std::less<>> values = {}) {
  const PolicyInfo info{.name = "saturation",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = PoolSaturation::parameters()};
  const Parameters parameters(
      {.policy = "saturation", .parameters = std::move(values), .scorers = {}}, info, "field");
  return PoolSaturation(parameters).of(cluster.at(0));
}

}  // namespace

TEST_CASE("PoolSaturation: mean of the worse of queue and memory, relative to their targets") {
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {40, 20}};  // of 100 blocks
  cluster.reports = {{.waiting = 1}, {.waiting = 3}};
  CHECK(saturation(cluster) == doctest::Approx((0.4 / 0.8 + 3 / 5.0) / 2));
  CHECK(saturation(cluster, {{"queue_target", 1.0}, {"kv_target", 0.2}}) ==
        doctest::Approx((0.4 / 0.2 + 3) / 2));
}

TEST_CASE("PoolSaturation: one long queue saturates a pool of ten alone") {
  ViewedCluster cluster{.load = std::vector<std::int32_t>(10, 0), .used_kv_blocks = {}};
  CHECK(saturation(cluster) == 0);
  cluster.reports = std::vector<InstanceReport>(10);
  cluster.reports[3].waiting = 50;
  CHECK(saturation(cluster) == doctest::Approx(1));
}

}  // namespace pool_saturation_test
