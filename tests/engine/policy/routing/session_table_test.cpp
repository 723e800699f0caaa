#include "engine/policy/routing/session_table.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace session_table_test {

using namespace servesweep::engine;

TEST_CASE("SessionTable: a binding lasts while it is used") {
  const PolicyInfo info{.name = "table",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = {SessionTable::parameter()}};
  SessionTable table(Parameters(
      {.policy = "table", .parameters = {{"ttl_us", 100.0}}, .scorers = {}}, info, "field"));
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  table.bind(cluster.at(0), InstanceId(1));  // no session: nothing to remember
  CHECK_FALSE(table.bound(cluster.at(0)).valid());
  cluster.request.session = SessionId(7);
  CHECK_FALSE(table.bound(cluster.at(0)).valid());
  table.bind(cluster.at(10), InstanceId(1));
  CHECK(table.bound(cluster.at(110)) == InstanceId(1));
  CHECK_FALSE(table.bound(cluster.at(111)).valid());
  table.bind(cluster.at(110), InstanceId(1));
  CHECK(table.bound(cluster.at(210)) == InstanceId(1));
  cluster.request.session = SessionId(6);
  CHECK_FALSE(table.bound(cluster.at(110)).valid());
  cluster.request.session = SessionId(7);
  table.reset();
  CHECK_FALSE(table.bound(cluster.at(110)).valid());
}

}  // namespace session_table_test
