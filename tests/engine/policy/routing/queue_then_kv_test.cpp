#include "engine/policy/routing/queue_then_kv.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace queue_then_kv_test {

using namespace servesweep::engine;
using Left = std::vector<double>;

namespace {

Left left(std::vector<std::int32_t> waiting, std::vector<std::int32_t> used_kv_blocks,
          std::map<std::string, ParameterValue, std::less<>> parameters = {}) {
  const auto policy = make_policy(routing_policies(), "queue-then-kv", std::move(parameters));
  policy->reset(waiting.size());
  ViewedCluster cluster{.load = waiting, .used_kv_blocks = std::move(used_kv_blocks)};
  cluster.reports.resize(waiting.size());
  for (std::size_t i = 0; i < waiting.size(); ++i) cluster.reports[i].waiting = waiting[i];
  const InstanceId chosen = policy->route(cluster.at(0)).instance;
  CHECK(policy->scores()[chosen.index()] == 1);
  return {policy->scores().begin(), policy->scores().end()};
}

}  // namespace

TEST_CASE("QueueThenKv: the first part of the range of queues, then of KV use among these") {
  CHECK(left({0, 3, 10}, {5, 5, 5}) == Left{1, 1, 0});  // up to 10/3
  CHECK(left({0, 4, 10}, {5, 5, 5}) == Left{1, 0, 0});
  CHECK(left({7, 7, 7}, {20, 0, 60}) == Left{1, 1, 0});  // up to 20
  CHECK(left({7, 7, 7}, {21, 0, 60}) == Left{0, 1, 0});
  CHECK(left({0, 0, 99}, {40, 80, 0}) == Left{1, 0, 0});  // the idle cache is out already
}

TEST_CASE("QueueThenKv: long queues only if there are no short ones") {
  CHECK(left({128, 129, 0}, {0, 0, 0}, {{"queue_limit", 128.0}}) == Left{0, 0, 1});
  // Of two, 128 and 130, the part up to 129; of three it would be the part up to 128 + 872/3.
  CHECK(left({128, 130, 1000}, {0, 0, 0}, {{"queue_limit", 130.0}}) == Left{1, 0, 0});
  CHECK(left({128, 130, 1000}, {0, 0, 0}, {{"queue_limit", 10.0}}) == Left{1, 1, 0});
}

TEST_CASE("QueueThenKv: any of the rest") {
  const auto policy = make_policy(routing_policies(), "queue-then-kv");
  policy->reset(3);
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {1, 90, 1}};
  std::vector<int> counts(3, 0);
  for (std::int32_t i = 0; i < 10'000; ++i) {
    cluster.request.id = RequestId(i);
    ++counts[policy->route(cluster.at(0)).instance.index()];
  }
  CHECK(counts[1] == 0);
  CHECK(std::abs(counts[0] - 5000) < 200);  // four standard deviations of 50
}

}  // namespace queue_then_kv_test
