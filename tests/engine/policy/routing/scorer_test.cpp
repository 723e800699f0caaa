#include "engine/policy/routing/scorer.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

using namespace servesweep::engine;

namespace {

using Scores = std::vector<double>;

Scores scores_of(Scorer& scorer, const ViewedCluster& cluster) {
  Scores scores(cluster.load.size(), -1);
  scorer.score(cluster.at(0), scores);
  return scores;
}

}  // namespace

TEST_CASE("QueueDepthScorer: linear between the extremes, 1 if all are equal") {
  const auto scorer = make_policy(scorers(), "queue-depth");
  CHECK(scores_of(*scorer, {.load = {6, 2, 3}, .used_kv_blocks = {0, 0, 0}}) == Scores{0, 1, 0.75});
  CHECK(scores_of(*scorer, {.load = {4, 4}, .used_kv_blocks = {0, 0}}) == Scores{1, 1});
}

TEST_CASE("KvUtilizationScorer: the free share of the memory") {
  const auto scorer = make_policy(scorers(), "kv-utilization");
  CHECK(scores_of(*scorer, {.load = {9, 9, 9}, .used_kv_blocks = {0, 25, 100}}) ==
        Scores{1, 0.75, 0});
}

TEST_CASE("LoadBalanceScorer: 1 / (1 + load)") {
  const auto scorer = make_policy(scorers(), "load-balance");
  CHECK(scores_of(*scorer, {.load = {0, 1, 3}, .used_kv_blocks = {0, 0, 0}}) ==
        Scores{1, 0.5, 0.25});
}

TEST_CASE("SloPriorityScorer: queue depth, weighed by the tier's bias") {
  const auto scorer =
      make_policy(scorers(), "slo-priority", {{"bias_critical", 0.75}, {"bias_sheddable", 0.25}});
  ViewedCluster cluster{.load = {4, 0}, .used_kv_blocks = {0, 0}};
  cluster.request.tier = SloTier::critical;
  CHECK(scores_of(*scorer, cluster) == Scores{0.125, 0.875});
  cluster.request.tier = SloTier::standard;
  CHECK(scores_of(*scorer, cluster) == Scores{0.25, 0.75});
  cluster.request.tier = SloTier::sheddable;
  CHECK(scores_of(*scorer, cluster) == Scores{0.375, 0.625});

  const auto fallback = make_policy(scorers(), "slo-priority");
  cluster.request.tier = SloTier::critical;
  CHECK(scores_of(*fallback, cluster)[1] == doctest::Approx(0.95));
  cluster.request.tier = SloTier::sheddable;
  CHECK(scores_of(*fallback, cluster)[1] == doctest::Approx(0.6));
}

TEST_CASE("PrefixAffinityScorer: share of the prompt's blocks sent there before") {
  const auto scorer = make_policy(scorers(), "prefix-affinity", {{"capacity_blocks", 10.0}});
  scorer->reset(2);
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {0, 0}};
  const std::vector<Segment> prefix{{ChainId(0), 32}};
  cluster.request.content = prefix;
  cluster.request.input_tokens = 64 + 15;  // 4 full blocks, 2 of them shared
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0});
  scorer->routed(cluster.at(0), InstanceId(1));
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0.5});
  cluster.request.input_tokens = 32;
  CHECK(scores_of(*scorer, cluster) == Scores{0, 1});
  cluster.request.input_tokens = 15;  // no full block
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0});
  cluster.request.content = {};
  cluster.request.input_tokens = 160;  // ten private blocks fill the index
  scorer->routed(cluster.at(0), InstanceId(1));
  cluster.request.content = prefix;
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0});
  scorer->reset(2);
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0});
}
