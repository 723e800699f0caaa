#include "engine/policy/routing/least_work_scorer.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace least_work_scorer_test {

using namespace servesweep::engine;

std::vector<double> scores_of(Scorer& scorer, const ViewedCluster& cluster) {
  std::vector<double> scores(cluster.load.size());
  scorer.score(cluster.at(0), ScoreSum(scores, 1));
  return scores;
}

TEST_CASE("LeastWorkScorer: 1 for the least work, 0 for the most") {
  const auto scorer = make_policy(scorers(), "least-work");
  scorer->reset(3);
  ViewedCluster cluster{.load = {1, 0, 1}, .used_kv_blocks = {}};
  cluster.reports = {
      {.waiting = 1, .backlog_tokens = 400}, {}, {.waiting = 1, .backlog_tokens = 100}};
  CHECK(scores_of(*scorer, cluster) == std::vector<double>{0, 1, 0.75});
  scorer->routed(cluster.at(0), InstanceId(1));  // 100 tokens more there
  cluster.load = {1, 1, 1};
  CHECK(scores_of(*scorer, cluster) == std::vector<double>{0, 1, 1});
  CHECK_FALSE(scorer->needs_cache_directory());
  CHECK(make_policy(scorers(), "least-work", {{"precise", true}})->needs_cache_directory());
}

TEST_CASE("LeastWorkScorer: 1 where nothing costs anything") {
  const auto scorer = make_policy(scorers(), "least-work");
  scorer->reset(2);
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.cost = {};
  CHECK(scores_of(*scorer, cluster) == std::vector<double>{1, 1});
}

}  // namespace least_work_scorer_test
