#include "engine/policy/routing/scorer.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace scorer_test {

using namespace servesweep::engine;

namespace {

using Scores = std::vector<double>;

Scores scores_of(Scorer& scorer, const ViewedCluster& cluster) {
  Scores scores(cluster.load.size());
  scorer.score(cluster.at(0), ScoreSum(scores, 1));
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

TEST_CASE("WaitingQueueScorer and RunningRequestsScorer: reported counts, relative") {
  ViewedCluster cluster{.load = {9, 9, 9}, .used_kv_blocks = {}};
  cluster.reports = {{.waiting = 0, .running = 8}, {.waiting = 4, .running = 8}, {1, 0}};
  CHECK(scores_of(*make_policy(scorers(), "waiting-queue"), cluster) == Scores{1, 0, 0.75});
  CHECK(scores_of(*make_policy(scorers(), "running-requests"), cluster) == Scores{0, 0, 1});
  cluster.reports = {{2, 3}, {2, 3}, {2, 3}};
  CHECK(scores_of(*make_policy(scorers(), "waiting-queue"), cluster) == Scores{1, 1, 1});
  CHECK(scores_of(*make_policy(scorers(), "running-requests"), cluster) == Scores{1, 1, 1});
}

TEST_CASE("LoadAwareScorer: half for an empty queue, 0 from the threshold on") {
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {}};
  cluster.reports = {{.waiting = 0}, {.waiting = 32}, {.waiting = 200}};
  CHECK(scores_of(*make_policy(scorers(), "load-aware"), cluster) == Scores{0.5, 0.375, 0});
  CHECK(scores_of(*make_policy(scorers(), "load-aware", {{"threshold", 64.0}}), cluster) ==
        Scores{0.5, 0.25, 0});
  CHECK_THROWS_AS(make_policy(scorers(), "load-aware", {{"threshold", 0.0}}), Problem);
}

TEST_CASE("ActiveRequestScorer: relative to the busiest, idle ones apart") {
  const ViewedCluster cluster{.load = {0, 2, 8}, .used_kv_blocks = {}};
  CHECK(scores_of(*make_policy(scorers(), "active-request"), cluster) == Scores{1, 0.75, 0});
  const auto scorer =
      make_policy(scorers(), "active-request", {{"idle_load", 1.0}, {"highest_busy", 0.5}});
  CHECK(scores_of(*scorer, cluster) == Scores{1, 0.375, 0});
  CHECK(scores_of(*make_policy(scorers(), "active-request", {{"idle_load", 2.0}}), cluster) ==
        Scores{1, 1, 0});
  CHECK(scores_of(*scorer, {.load = {0, 0}, .used_kv_blocks = {}}) == Scores{1, 1});
  CHECK_THROWS_AS(make_policy(scorers(), "active-request", {{"highest_busy", 2.0}}), Problem);
}

TEST_CASE("PrecisePrefixScorer: share of the blocks, lower tiers at their weight") {
  const KnownMatches known({{.gpu_blocks = 2}, {.gpu_blocks = 1, .lower_tier_blocks = 2}, {}});
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {}};
  cluster.directory = &known;
  cluster.request.input_tokens = 64;
  const auto half = make_policy(scorers(), "precise-prefix", {{"lower_tier_weight", 0.5}});
  half->reset(3);
  CHECK(half->needs_cache_directory());
  CHECK(scores_of(*half, cluster) == Scores{0.5, 0.5, 0});
  CHECK(half->belief()->cached_tokens(1) == 48);
  const auto fallback = make_policy(scorers(), "precise-prefix");
  fallback->reset(3);
  CHECK(scores_of(*fallback, cluster)[1] == doctest::Approx(2.6 / 4));
  CHECK_THROWS_AS(make_policy(scorers(), "precise-prefix", {{"lower_tier_weight", 1.5}}), Problem);
}

TEST_CASE("PrecisePrefixScorer: the length of the match can count") {
  const KnownMatches known({{.gpu_blocks = 256}, {.gpu_blocks = 600}});  // 4096 and 9600 tokens
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.directory = &known;
  cluster.request.input_tokens = 16384;
  const auto scorer = make_policy(scorers(), "precise-prefix", {{"length_weight", 1.0}});
  scorer->reset(2);
  CHECK(scores_of(*scorer, cluster) == Scores{0.25, 1});
  const auto mixed = make_policy(scorers(), "precise-prefix", {{"length_weight", 0.5}});
  mixed->reset(2);
  CHECK(scores_of(*mixed, cluster)[0] == doctest::Approx(0.5 * 0.25 + 0.5 * 0.25));
  CHECK(scores_of(*mixed, cluster)[1] == doctest::Approx(0.5 * 600 / 1024 + 0.5));
}

TEST_CASE("NoHitLruScorer: cold prompts take turns, known ones do not care") {
  const auto scorer = make_policy(scorers(), "no-hit-lru");
  scorer->reset(3);
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {}};
  const std::vector<Segment> known{{ChainId(0), kAllFurtherTokens}};
  CHECK(scores_of(*scorer, cluster) == Scores{1, 0.5, 0});
  scorer->routed(cluster.at(0), InstanceId(1));
  CHECK(scores_of(*scorer, cluster) == Scores{1, 0, 0.5});
  cluster.request.content = known;
  CHECK(scores_of(*scorer, cluster) == Scores{1, 0, 0.5});
  scorer->routed(cluster.at(0), InstanceId(0));
  CHECK(scores_of(*scorer, cluster) == Scores{0.5, 0.5, 0.5});
  scorer->routed(cluster.at(0), InstanceId(2));  // a hit somewhere: no turn
  cluster.request.content = {};
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0.5, 1});
  scorer->reset(3);
  CHECK(scores_of(*scorer, cluster) == Scores{1, 0.5, 0});
  scorer->reset(1);
  CHECK(scores_of(*scorer, {.load = {4}, .used_kv_blocks = {}}) == Scores{1});
  CHECK(make_policy(scorers(), "no-hit-lru", {{"precise", true}})->needs_cache_directory());
}

TEST_CASE("UncachedTokensScorer: tokens in flight and own ones, up to the cap") {
  const KnownMatches known({{.gpu_blocks = 4}, {}, {}});
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {}};
  cluster.directory = &known;
  cluster.inflight_prefill_tokens = {64, 0, 400};
  const auto scorer =
      make_policy(scorers(), "uncached-tokens", {{"precise", true}, {"cap_tokens", 400.0}});
  scorer->reset(3);
  CHECK(scores_of(*scorer, cluster) == Scores{0.75, 0.75, 0});
  CHECK(scorer->belief()->cached_tokens(0) == 64);
  const auto approximate = make_policy(scorers(), "uncached-tokens", {{"cap_tokens", 100.0}});
  approximate->reset(3);
  const std::vector<Segment> prompt{{ChainId(0), kAllFurtherTokens}};
  cluster.request.content = prompt;
  cluster.inflight_prefill_tokens = {0, 0, 0};
  CHECK(scores_of(*approximate, cluster) == Scores{0, 0, 0});
  approximate->routed(cluster.at(0), InstanceId(1));
  CHECK(scores_of(*approximate, cluster) == Scores{0, 0.96, 0});  // six blocks of 16
  CHECK_THROWS_AS(make_policy(scorers(), "uncached-tokens", {{"cap_tokens", 0.0}}), Problem);
}

TEST_CASE("SessionAffinityScorer: 1 where the previous turn was") {
  const auto scorer = make_policy(scorers(), "session-affinity", {{"ttl_us", 0.0}});
  scorer->reset(2);
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.request.session = SessionId(1);
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0});
  scorer->routed(cluster.at(0), InstanceId(1));
  CHECK(scores_of(*scorer, cluster) == Scores{0, 1});
  scorer->reset(2);
  CHECK(scores_of(*scorer, cluster) == Scores{0, 0});
}

}  // namespace scorer_test
