#include "engine/policy/routing/least_work_scorer.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

using namespace servesweep::engine;

TEST_CASE("LeastWorkScorer: relative to the instance with the most work") {
  const auto scorer = make_policy(scorers(), "least-work");
  scorer->reset(2);
  ViewedCluster cluster{.load = {1, 0}, .used_kv_blocks = {}};
  cluster.reports = {{.waiting = 1, .backlog_tokens = 450}, {}};  // 18000 and 9000 µs
  std::vector<double> scores(2);
  scorer->score(cluster.at(0), scores);
  CHECK(scores == std::vector<double>{0, 0.5});
  scorer->routed(cluster.at(0), InstanceId(1));
  cluster.load = {1, 1};
  scorer->score(cluster.at(0), scores);
  CHECK(scores[1] == doctest::Approx(1 - 11'000.0 / 18'000));  // 100 tokens more
  CHECK_FALSE(scorer->needs_cache_directory());
  CHECK(make_policy(scorers(), "least-work", {{"precise", true}})->needs_cache_directory());
}

TEST_CASE("LeastWorkScorer: 1 where nothing costs anything") {
  const auto scorer = make_policy(scorers(), "least-work");
  scorer->reset(2);
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.cost = {};
  std::vector<double> scores(2);
  scorer->score(cluster.at(0), scores);
  CHECK(scores == std::vector<double>{1, 1});
}
