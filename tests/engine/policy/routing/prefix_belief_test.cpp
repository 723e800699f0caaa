#include "engine/policy/routing/prefix_belief.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

using namespace servesweep::engine;
using Reason = RoutingIntent::Reason;

namespace {

const std::vector<Segment> kPrompt{{ChainId(0), kAllFurtherTokens}};

ViewedCluster three_instances(std::int32_t input_tokens) {
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {}};
  cluster.request.content = kPrompt;
  cluster.request.input_tokens = input_tokens;
  return cluster;
}

}  // namespace

TEST_CASE("PrefixBelief: approximate = where the prompt was sent") {
  PrefixBelief belief(false, 1000);
  belief.reset(3);
  ViewedCluster cluster = three_instances(40);  // two full blocks of 16
  belief.look(cluster.at(0));
  CHECK(belief.longest_tokens() == 0);
  CHECK(belief.intent(InstanceId(1)).reason == Reason::load);
  belief.routed(cluster.at(0), InstanceId(1));
  cluster.request.input_tokens = 70;  // four full blocks
  belief.look(cluster.at(0));
  CHECK(belief.full_blocks() == 4);
  CHECK(belief.cached_tokens(0) == 0);
  CHECK(belief.cached_tokens(1) == 32);
  CHECK(belief.uncached_tokens(1) == 38);
  CHECK(belief.hit_share(1) == 0.5);
  CHECK(belief.longest_tokens() == 32);
  CHECK(belief.intent(InstanceId(1)).reason == Reason::affinity);
  CHECK(belief.intent(InstanceId(1)).expected_cached_tokens == 32);
  CHECK(belief.intent(InstanceId(2)).reason == Reason::spill);
  CHECK(belief.intent(InstanceId(2)).expected_cached_tokens == 0);
  belief.reset(3);
  belief.look(cluster.at(0));
  CHECK(belief.longest_tokens() == 0);
}

TEST_CASE("PrefixBelief: a prompt without a full block matches nothing") {
  PrefixBelief belief(false, 0);
  belief.reset(3);
  const ViewedCluster cluster = three_instances(15);
  belief.look(cluster.at(0));
  belief.routed(cluster.at(0), InstanceId(0));
  belief.look(cluster.at(0));
  CHECK(belief.hit_share(0) == 0);
  CHECK(belief.uncached_tokens(0) == 15);
}

TEST_CASE("PrefixBelief: capacity 0 = KV blocks of an instance") {
  for (const std::int32_t capacity : {0, 3}) {
    CAPTURE(capacity);
    PrefixBelief belief(false, capacity);
    belief.reset(3);
    ViewedCluster cluster = three_instances(64);
    cluster.gpu_blocks = 3;
    belief.look(cluster.at(0));
    belief.routed(cluster.at(0), InstanceId(0));  // four blocks: the head does not stay
    belief.look(cluster.at(0));
    CHECK(belief.longest_tokens() == 0);
    cluster.request.input_tokens = 48;
    belief.routed(cluster.at(0), InstanceId(0));
    belief.look(cluster.at(0));
    CHECK(belief.longest_tokens() == 48);
  }
}

TEST_CASE("PrefixBelief: precise = what the directory says, all tiers") {
  PrefixBelief belief(true, 0);
  belief.reset(3);
  const KnownMatches known({{.gpu_blocks = 2, .lower_tier_blocks = 1}, {}, {.gpu_blocks = 3}});
  ViewedCluster cluster = three_instances(70);
  cluster.directory = &known;
  belief.routed(cluster.at(0), InstanceId(1));  // of no effect
  belief.look(cluster.at(0));
  CHECK(belief.match(0).gpu_blocks == 2);
  CHECK(belief.cached_tokens(0) == 48);
  CHECK(belief.hit_share(0) == 0.75);
  CHECK(belief.cached_tokens(1) == 0);
  CHECK(belief.cached_tokens(2) == 48);
  CHECK(belief.intent(InstanceId(0)).reason == Reason::affinity);
  CHECK(belief.intent(InstanceId(2)).reason == Reason::affinity);
}

TEST_CASE("PrefixBelief: precise without events is refused, not guessed") {
  PrefixBelief belief(true, 0);
  belief.reset(3);
  CHECK_THROWS_AS(belief.look(three_instances(70).at(0)), Problem);
}
