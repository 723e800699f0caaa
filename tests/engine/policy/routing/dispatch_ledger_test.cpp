#include "engine/policy/routing/dispatch_ledger.h"

#include <doctest/doctest.h>

#include <deque>
#include <numeric>

#include "tests/engine/policy/policy_views.h"
#include "tests/engine/random/dice.h"

namespace dispatch_ledger_test {

using namespace servesweep::engine;

TEST_CASE("DispatchLedger: the latest requests are those still there") {
  DispatchLedger ledger;
  ledger.reset(2);
  ledger.add(InstanceId(0), 10);
  ledger.add(InstanceId(0), 20);
  ledger.add(InstanceId(1), 5);
  ledger.add(InstanceId(0), 30);
  CHECK(ledger.blocks(0) == 60);
  CHECK(ledger.blocks(1) == 5);
  ViewedCluster cluster{.load = {2, 4}, .used_kv_blocks = {}};
  ledger.update(cluster.at(0));
  CHECK(ledger.blocks(0) == 50);
  CHECK(ledger.blocks(1) == 5);  // others sent requests there, too: unknown
  cluster.load = {0, 0};
  ledger.update(cluster.at(0));
  CHECK(ledger.blocks(0) == 0);
  CHECK(ledger.blocks(1) == 0);
}

TEST_CASE("DispatchLedger: the latest of one instance") {
  DispatchLedger ledger;
  ledger.reset(2);
  for (const std::int64_t blocks : {10, 20, 30}) ledger.add(InstanceId(0), blocks);
  ledger.add(InstanceId(1), 5);
  ledger.keep_latest(0, 3);
  CHECK(ledger.blocks(0) == 60);
  ledger.keep_latest(0, 1);
  CHECK(ledger.blocks(0) == 30);
  CHECK(ledger.blocks(1) == 5);
}

TEST_CASE("DispatchLedger: equals a queue while its ring grows and turns") {
  Dice dice(1);
  DispatchLedger ledger;
  ledger.reset(1);
  std::deque<std::int64_t> naive;
  for (int i = 0; i < 2000; ++i) {
    if (dice.chance(60)) {
      naive.push_back(dice.between(1, 100));
      ledger.add(InstanceId(0), naive.back());
    } else {
      const std::int32_t left = dice.between(0, static_cast<std::int32_t>(naive.size()));
      while (naive.size() > static_cast<std::size_t>(std::max(left, dice.below(200)))) {
        naive.pop_front();
      }
      const ViewedCluster cluster{.load = {static_cast<std::int32_t>(naive.size())},
                                  .used_kv_blocks = {}};
      ledger.update(cluster.at(0));
    }
    REQUIRE(ledger.blocks(0) == std::accumulate(naive.begin(), naive.end(), std::int64_t{0}));
  }
}

}  // namespace dispatch_ledger_test
