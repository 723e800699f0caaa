#include "engine/policy/pending_work.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace pending_work_test {

using namespace servesweep::engine;

TEST_CASE("PendingWork: rest, whole steps beside the decoding ones, and every token") {
  const ViewedCluster cluster{.load = {0}, .used_kv_blocks = {}};
  const ClusterView view = cluster.at(0);
  // A step has room for 2048 − 48 tokens and costs 7000 + 3·48 beside 20 per token.
  const PendingWork work{.rest_us = 500, .tokens = 3000, .decoding = 48};
  CHECK(work.until_done_us(view, 1000) == 500 + 2 * 7144 + 80'000);
  CHECK(work.until_done_us(view, 1001) == 500 + 3 * 7144 + 80'020);
  CHECK(PendingWork{}.until_done_us(view, 0) == 7000);  // a fully cached prompt needs a step, too
}

TEST_CASE("PendingWork: a step full of decoding requests still takes a token") {
  const ViewedCluster cluster{.load = {0}, .used_kv_blocks = {}};
  CHECK(PendingWork{.decoding = 3000}.until_done_us(cluster.at(0), 2) == 2 * 16'000 + 40);
}

}  // namespace pending_work_test
