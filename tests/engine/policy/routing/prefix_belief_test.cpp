#include "engine/policy/routing/prefix_belief.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace prefix_belief_test {

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
  PrefixBelief belief(false, {.capacity_blocks = 1000});
  belief.reset(3);
  ViewedCluster cluster = three_instances(40);  // two full blocks of 16
  belief.look(cluster.at(0));
  CHECK(belief.longest_tokens() == 0);
  CHECK(belief.intent(InstanceId(1)).reason == Reason::load);
  belief.routed(cluster.at(0), InstanceId(1));
  cluster.request.input_tokens = 70;  // four full blocks
  belief.look(cluster.at(0));
  CHECK(belief.prompt_blocks() == 4);
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
  PrefixBelief belief(false);
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
    PrefixBelief belief(false, {.capacity_blocks = capacity});
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

TEST_CASE("PrefixBelief: blocks of the index's own size, the last one partial") {
  PrefixBelief belief(false, {.capacity_blocks = 1000, .block_tokens = 64});
  belief.reset(3);
  ViewedCluster cluster = three_instances(100);
  belief.look(cluster.at(0));
  CHECK(belief.prompt_blocks() == 2);
  belief.routed(cluster.at(0), InstanceId(1));
  belief.look(cluster.at(0));
  CHECK(belief.hit_share(1) == 1);
  CHECK(belief.cached_tokens(1) == 100);
  CHECK(belief.uncached_tokens(1) == 0);
  CHECK(belief.longest_tokens() == 100);
  CHECK(belief.match(1).gpu_blocks == 6);  // of the engine's 16 tokens
  CHECK(belief.intent(InstanceId(1)).reason == Reason::affinity);
  cluster.request.input_tokens = 127;  // the engine would find 6 of 7 blocks
  belief.look(cluster.at(0));
  CHECK(belief.hit_share(1) == 0.5);
  CHECK(belief.cached_tokens(1) == 64);
}

TEST_CASE("PrefixBelief: tokens behind the limit are neither found nor remembered") {
  PrefixBelief belief(false, {.capacity_blocks = 3, .block_tokens = 16, .limit_tokens = 40});
  belief.reset(3);
  const ViewedCluster cluster = three_instances(100);
  belief.look(cluster.at(0));
  CHECK(belief.prompt_blocks() == 3);
  belief.routed(cluster.at(0), InstanceId(0));  // seven blocks would push the first one out
  belief.look(cluster.at(0));
  CHECK(belief.hit_share(0) == 1);
  CHECK(belief.cached_tokens(0) == 40);
  CHECK(belief.uncached_tokens(0) == 60);
  PrefixBelief engine_blocks(false, {.limit_tokens = 40});  // full blocks only
  engine_blocks.reset(3);
  engine_blocks.look(cluster.at(0));
  CHECK(engine_blocks.prompt_blocks() == 2);
}

TEST_CASE("PrefixBelief: an index of 64-token blocks believes in four times the engine's cache") {
  constexpr std::int32_t kEngineBlocks = 25;
  PrefixBelief llmd(false, {.block_tokens = 64}), same_blocks(false);
  ViewedCluster cluster = three_instances(64);
  cluster.gpu_blocks = kEngineBlocks;
  const auto believed = [&](PrefixBelief& belief) {
    belief.reset(3);
    std::vector<std::vector<Segment>> prompts;
    for (std::int32_t i = 0; i < kEngineBlocks; ++i) {
      prompts.push_back({{ChainId(i), kAllFurtherTokens}});  // 4·25·16 distinct tokens in all
      cluster.request.content = prompts.back();
      belief.look(cluster.at(0));
      belief.routed(cluster.at(0), InstanceId(0));
    }
    std::int32_t tokens = 0;
    for (const std::vector<Segment>& prompt : prompts) {
      cluster.request.content = prompt;
      belief.look(cluster.at(0));
      tokens += belief.cached_tokens(0);
    }
    return tokens;
  };
  CHECK(believed(llmd) == 4 * kEngineBlocks * 16);
  // Of 100 blocks the last 25 stay: six whole prompts, and a block without its head.
  CHECK(believed(same_blocks) == 6 * 64);
}

TEST_CASE("PrefixBelief: precise = what the directory says, all tiers") {
  PrefixBelief belief(true);
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
  PrefixBelief belief(true);
  belief.reset(3);
  CHECK_THROWS_AS(belief.look(three_instances(70).at(0)), Problem);
}

}  // namespace prefix_belief_test
