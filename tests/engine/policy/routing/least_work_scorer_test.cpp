#include "engine/policy/routing/least_work_scorer.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace least_work_scorer_test {

using namespace servesweep::engine;

TEST_CASE("LeastWorkScorer: 1 for the least work, 0 for the most") {
  const auto scorer = make_policy(scorers(), "least-work");
  scorer->reset(3);
  ViewedCluster cluster{.load = {1, 0, 1}, .used_kv_blocks = {}};
  cluster.reports = {
      {.waiting = 1, .backlog_tokens = 400}, {}, {.waiting = 1, .backlog_tokens = 100}};
  std::vector<double> scores(3);
  scorer->score(cluster.at(0), scores);
  CHECK(scores == std::vector<double>{0, 1, 0.75});
  scorer->routed(cluster.at(0), InstanceId(1));  // 100 tokens more there
  cluster.load = {1, 1, 1};
  scorer->score(cluster.at(0), scores);
  CHECK(scores == std::vector<double>{0, 1, 1});
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

}  // namespace least_work_scorer_test
