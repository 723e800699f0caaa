#include "engine/policy/routing/slot_wait.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace slot_wait_test {

using namespace servesweep::engine;

TEST_CASE("SlotWait: requests without a place times the time per departure") {
  SlotWait wait;
  wait.reset();
  ViewedCluster cluster{.load = {255, 256, 300}, .used_kv_blocks = {}};  // of 256
  CHECK(wait.wait_us(cluster.at(0), 2) == 0);                            // nobody has left yet
  for (int i = 0; i < 811 + 6; ++i) wait.sent();
  wait.look(cluster.at(1000));  // six in 1000 µs on three instances: one per 500 µs
  CHECK(wait.wait_us(cluster.at(1000), 0) == 0);
  CHECK(wait.wait_us(cluster.at(1000), 1) == 500);
  CHECK(wait.wait_us(cluster.at(1000), 2) == 45 * 500);
}

TEST_CASE("SlotWait: the last second counts most") {
  SlotWait wait;
  wait.reset();
  ViewedCluster cluster{.load = {256}, .used_kv_blocks = {}};
  for (int i = 0; i < 256 + 10; ++i) wait.sent();
  wait.look(cluster.at(1000));
  CHECK(wait.wait_us(cluster.at(1000), 0) == 100);
  wait.look(cluster.at(1'001'000));  // nobody left in a second
  CHECK(wait.wait_us(cluster.at(0), 0) ==
        doctest::Approx((1000 / std::exp(1) + 1e6) / (10 / std::exp(1))));
  wait.reset();
  CHECK(wait.wait_us(cluster.at(0), 0) == 0);
}

}  // namespace slot_wait_test
