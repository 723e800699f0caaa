#include "engine/kv/residency_index.h"

#include <doctest/doctest.h>

#include "tests/engine/kv/kv_samples.h"
#include "tests/engine/policy/policy_views.h"
#include "tests/engine/random/dice.h"

namespace residency_index_test {

using namespace servesweep::engine;

namespace {

ResidencyChange change(std::int32_t first, std::int32_t end, std::int32_t tier, bool added,
                       std::int32_t chain = 0) {
  return {.chain = ChainId(chain), .first = first, .end = end, .tier = tier, .added = added};
}

struct Asked {
  explicit Asked(std::size_t instances) : matches(instances) {}
  std::vector<CacheMatch>& of(const ResidencyIndex& index, const std::vector<Segment>& content,
                              std::int32_t tokens) {
    RequestFacts facts = some_request(SloTier::standard, tokens);
    facts.content = content;
    index.match(facts, matches);
    return matches;
  }
  std::vector<CacheMatch> matches;
};

}  // namespace

TEST_CASE("ResidencyIndex: knows an event when its delay is over, per instance") {
  ResidencyIndex index;
  index.reset(2, 4, 100);
  const std::vector<Segment> prefix{segment(0, 40)};
  index.listener(InstanceId(1)).changed(change(0, 6, 0, true), 50);
  index.listener(InstanceId(0)).changed(change(0, 3, 0, true), 60);
  index.listener(InstanceId(1)).changed(change(4, 6, 0, false), 70);
  Asked asked(2);
  index.advance(149);
  CHECK(asked.of(index, prefix, 40)[1].gpu_blocks == 0);
  CHECK(asked.of(index, prefix, 40)[1].lower_tier_blocks == 0);
  index.advance(150);
  CHECK(asked.of(index, prefix, 40)[1].gpu_blocks == 6);
  CHECK(asked.of(index, prefix, 19)[1].gpu_blocks == 4);
  CHECK(asked.of(index, prefix, 40)[0].gpu_blocks == 0);
  index.advance(170);
  CHECK(asked.of(index, prefix, 40)[0].gpu_blocks == 3);
  CHECK(asked.of(index, prefix, 40)[1].gpu_blocks == 4);
  index.reset(2, 4, 0);
  index.advance(1000);
  CHECK(asked.of(index, prefix, 40)[1].gpu_blocks == 0);
}

TEST_CASE("ResidencyIndex: lower tiers continue where GPU memory ends, in turn") {
  ResidencyIndex index;
  index.reset(1, 4, 0);
  // A prefix of 5 blocks, then a conversation.
  const std::vector<Segment> content{segment(0, 20), segment(1, kAllFurtherTokens)};
  ResidencyListener& cache = index.listener(InstanceId(0));
  cache.changed(change(0, 3, 0, true), 0);
  cache.changed(change(2, 4, 1, true), 0);
  cache.changed(change(4, 5, 2, true), 0);
  cache.changed(change(5, 8, 1, true, 1), 0);
  cache.changed(change(9, 10, 0, true, 1), 0);
  index.advance(0);
  Asked asked(1);
  CHECK(asked.of(index, content, 48)[0].gpu_blocks == 3);
  CHECK(asked.of(index, content, 48)[0].lower_tier_blocks == 5);
  CHECK(asked.of(index, content, 24)[0].lower_tier_blocks == 3);
  cache.changed(change(3, 5, 0, true), 1);
  index.advance(1);
  CHECK(asked.of(index, content, 48)[0].gpu_blocks == 5);
  CHECK(asked.of(index, content, 48)[0].lower_tier_blocks == 3);
  cache.changed(change(0, 1, 0, false), 2);
  index.advance(2);
  CHECK(asked.of(index, content, 48)[0].gpu_blocks == 0);
  CHECK(asked.of(index, content, 48)[0].lower_tier_blocks == 0);
}

TEST_CASE("ResidencyIndex: without delay it says what a cache's lookup says") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    ResidencyIndex index;
    index.reset(1, 4, 0);
    Policies policies(0.1 * dice.below(8));
    KvCache cache;
    const bool imitate_vllm = dice.chance(50);
    cache.reset(spec_of(dice.between(6, 40), 4, dice.chance(50) ? 0 : dice.between(1, 30)),
                imitate_vllm ? vllm() : reference(), *policies.eviction, *policies.offload,
                &index.listener(InstanceId(0)));
    const std::vector<std::vector<Segment>> contents = contents_of(4);
    struct Client {
      std::int32_t stored_tokens = 0;
      bool running = false;
      Holding holding;
    };
    std::vector<Client> clients(4);
    Asked asked(1);
    for (int i = 0; i < 200; ++i) {
      Client& client = clients[static_cast<std::size_t>(dice.below(4))];
      cache.set_now(i);
      if (dice.chance(10)) {
        cache.reload();
      } else if (client.running) {
        cache.release(client.stored_tokens, client.holding, dice.chance(50), {});
        client.running = false;
      } else {
        client.holding = {};
        client.stored_tokens = dice.between(1, 50);
        const auto& content = contents[static_cast<std::size_t>(dice.below(6))];
        const CachedPrefix cached = cache.find(content, client.stored_tokens - 1, client.holding);
        client.running = cache.admit(content, cached, client.stored_tokens, client.holding);
      }
      index.advance(i);
      for (const auto& content : contents) {
        REQUIRE(asked.of(index, content, 60)[0].gpu_blocks == cache.cached_blocks(content, 60, {}));
      }
    }
  }
}

}  // namespace residency_index_test
