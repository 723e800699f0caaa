#include "engine/policy/routing/reported_work.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace reported_work_test {

using namespace servesweep::engine;

namespace {

PendingWork look(ReportedWork& work, const ViewedCluster& cluster, TimeUs now_us = 0) {
  work.look(cluster.at(now_us));
  return work.of(cluster.at(now_us), 0);
}

ReportedWork of_one_instance() {
  ReportedWork work;
  work.reset(1);
  return work;
}

}  // namespace

TEST_CASE("ReportedWork: the step in progress counts for what is left of it") {
  ReportedWork work = of_one_instance();
  ViewedCluster cluster{.load = {2}, .used_kv_blocks = {}};
  cluster.reports = {{.waiting = 1,
                      .running = 1,
                      .decoding = 1,
                      .backlog_tokens = 300,
                      .step_start_us = 1000,
                      .step_prefill_tokens = 100}};
  const PendingWork pending = look(work, cluster, 4000);  // it takes 7000 + 20·100 + 3·1
  CHECK(pending.rest_us == 6003);
  CHECK(pending.tokens == 300);
  CHECK(pending.decoding == 1);
}

TEST_CASE("ReportedWork: an old report is corrected by what was sent since") {
  ReportedWork work = of_one_instance();
  ViewedCluster cluster{.load = {3}, .used_kv_blocks = {}};
  for (const std::int32_t tokens : {50, 60, 70}) work.sent(InstanceId(0), tokens);
  cluster.reports = {{.waiting = 1, .running = 1, .backlog_tokens = 110}};
  CHECK(look(work, cluster).tokens == 110 + 70);  // the third is on its way
  work.sent(InstanceId(0), 10);
  cluster.load = {4};
  CHECK(look(work, cluster).tokens == 110 + 70 + 10);
  cluster.load = {1};  // three have left
  CHECK(look(work, cluster).tokens == 110 + 10);
  cluster.reports = {{.waiting = 0, .running = 1}};
  CHECK(look(work, cluster).tokens == 0);
  work.sent(InstanceId(0), 40);
  cluster.load = {2};
  CHECK(look(work, cluster).tokens == 40);
  work.reset(1);
  CHECK(look(work, cluster).tokens == 0);
}

TEST_CASE("ReportedWork: the backlog of an old report is worked off after its step") {
  ReportedWork work = of_one_instance();
  ViewedCluster cluster{.load = {1}, .used_kv_blocks = {}};
  // A step of 7000, then one of 7000 + 20·2048 = 47960.
  cluster.reports = {{.waiting = 1, .backlog_tokens = 2048, .step_start_us = 0}};
  CHECK(look(work, cluster, 7000).tokens == 2048);
  CHECK(look(work, cluster, 7000).rest_us == 0);
  CHECK(look(work, cluster, 7000 + 47'960 / 2).tokens == doctest::Approx(1024));
  CHECK(look(work, cluster, 7000 + 47'960).tokens == 0);
  CHECK(look(work, cluster, 1'000'000'000).tokens == 0);
}

}  // namespace reported_work_test
