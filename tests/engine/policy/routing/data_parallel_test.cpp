#include "engine/policy/routing/data_parallel.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace data_parallel_test {

using namespace servesweep::engine;

TEST_CASE("DataParallel: ties rotate") {
  const auto policy = make_policy(routing_policies(), "data-parallel");
  policy->reset(3);
  // Own counts outweigh what was sent since the snapshot, so the ranks stay equal.
  const ViewedCluster cluster{.load = {9, 9, 9}, .used_kv_blocks = {}};
  for (const std::int32_t expected : {0, 1, 2, 0}) {
    CHECK(policy->route(cluster.at(0)).instance == InstanceId(expected));
  }
  policy->reset(3);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
}

TEST_CASE("DataParallel: the larger of own count and report, and memory that runs short") {
  const auto policy = make_policy(routing_policies(), "data-parallel");
  policy->reset(3);
  ViewedCluster cluster{.load = {3, 5, 4}, .used_kv_blocks = {75, 100, 40}};
  cluster.reports = {{.waiting = 2, .running = 2}, {.running = 2}, {.waiting = 1, .running = 5}};
  // max(3, 4) + 6·2·0.25 = 7; max(5, 2), nobody waits; max(4, 6) and memory below half.
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == -7);
  CHECK(policy->scores()[1] == -5);
  CHECK(policy->scores()[2] == -6);
}

TEST_CASE("DataParallel: what was sent counts until a report changes") {
  const auto policy = make_policy(routing_policies(), "data-parallel", {{"front_ends", 2.0}});
  policy->reset(2);
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.reports = {{.running = 1}, {.running = 4}};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));  // 1 + 2 < 4
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));  // 1 + 4 > 4
  cluster.reports[1].running = 3;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->scores()[0] == -1);
  cluster.load = {2, 1};  // own counts: 2·2 against 2·1, 1 + 2 against 3
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == -4);
  CHECK_THROWS_AS(make_policy(routing_policies(), "data-parallel", {{"front_ends", 0.0}}), Problem);
}

TEST_CASE("DataParallel: or a waiting request counts for four running ones, whatever else is so") {
  const auto policy = make_policy(routing_policies(), "data-parallel", {{"waiting_weight", 4.0}});
  policy->reset(3);
  ViewedCluster cluster{.load = {0, 99, 0}, .used_kv_blocks = {0, 100, 0}};
  cluster.reports = {{.waiting = 2, .running = 2}, {.running = 5}, {.waiting = 1, .running = 5}};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == -10);
  CHECK(policy->scores()[1] == -5);
  CHECK(policy->scores()[2] == -9);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));  // 4 + 5, a tie: in rotation
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(2));  // 13 there by now
}

}  // namespace data_parallel_test
