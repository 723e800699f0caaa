#include "engine/kv/tiered_cache.h"

#include <doctest/doctest.h>

#include "engine/kv/residency_index.h"
#include "tests/engine/kv/kv_samples.h"
#include "tests/engine/policy/policy_views.h"
#include "tests/property.h"

namespace tiered_cache_test {

using namespace servesweep::engine;

namespace {

/// The shared blocks of a prompt, of 4 tokens each.
std::vector<BlockRange> prefix_of(const std::vector<Segment>& content, std::int32_t tokens) {
  std::vector<BlockRange> ranges;
  list_shared_blocks(content, tokens / 4, 4, ranges);
  return ranges;
}

/// Tiers with blocks of 4 tokens; computing a token costs 10 µs.
struct SomeTiers {
  explicit SomeTiers(const std::vector<TierSpec>& specs, const char* policy = "write-through",
                     std::map<std::string, ParameterValue, std::less<>> parameters = {})
      : offload(make_policy(offload_policies(), policy, std::move(parameters))) {
    index.reset(1, 4, 0);
    tiers.reset(specs, 4, *offload, &index.listener(InstanceId(0)));
  }
  /// Blocks that can be loaded from `from_block` on at this time.
  std::int32_t found(const std::vector<Segment>& content, std::int32_t from_block,
                     std::int32_t tokens, TimeUs now_us) {
    std::vector<LoadId> loaded;
    tiers.collect_loaded(now_us, loaded);
    tiers.set_cost({.prefill_us_per_token = 10});
    tiers.set_conditions(now_us, 3);
    return tiers.lower_tier_tokens(prefix_of(content, tokens), from_block) / 4;
  }
  std::vector<LoadId> loaded_at(TimeUs now_us) {
    std::vector<LoadId> loaded;
    tiers.collect_loaded(now_us, loaded);
    return loaded;
  }

  std::unique_ptr<OffloadPolicy> offload;
  ResidencyIndex index;
  TieredCache tiers;
};

TierSpec tier_of(std::int32_t blocks, double tokens_per_us, TimeUs base_us, bool serial = false) {
  return {.name = "cpu",
          .blocks = blocks,
          .tokens_per_us = tokens_per_us,
          .base_us = base_us,
          .serial = serial};
}

const std::vector<Segment> kPrompt{segment(0, 24), segment(1, kAllFurtherTokens)};

}  // namespace

TEST_CASE("TieredCache: a prompt is copied, found when it is there, and loaded") {
  SomeTiers some({tier_of(100, 1, 5)});
  TieredCache& tiers = some.tiers;
  tiers.store_prompt(kPrompt, 0, 8, {}, 100);  // 32 tokens: until 100 + 5 + 32
  CHECK(tiers.blocks() == 8);
  CHECK(some.found(kPrompt, 0, 40, 136) == 0);
  CHECK(some.found(kPrompt, 0, 40, 137) == 8);
  CHECK(some.found(kPrompt, 3, 40, 137) == 5);
  CHECK(some.found(kPrompt, 3, 25, 137) == 3);
  CHECK(some.found({segment(1, 40)}, 0, 40, 137) == 0);  // chain 1 has no block 0

  CHECK(tiers.next_load_us() == kForever);
  const LoadId load = tiers.begin_load(prefix_of(kPrompt, 60), 3, 5, 200);
  CHECK(tiers.next_load_us() == 225);
  CHECK(tiers.load_end_us(load) == 225);
  CHECK(some.loaded_at(224).empty());
  CHECK(some.loaded_at(225) == std::vector<LoadId>{load});
  CHECK(tiers.next_load_us() == kForever);
  CHECK(tiers.stored_blocks() == 8);
  CHECK(tiers.loaded_blocks() == 5);
}

TEST_CASE("TieredCache: what is there is not copied again, private blocks take space") {
  SomeTiers some({tier_of(100, 1, 0)});
  TieredCache& tiers = some.tiers;
  const std::vector<Segment> prefix{segment(0, 24)};
  tiers.store_prompt(prefix, 0, 10, {}, 0);  // 6 of the prefix, 4 private
  CHECK(tiers.blocks() == 10);
  tiers.store_prompt(prefix, 0, 8, {}, 1);  // on the way; 2 private ones of another request
  CHECK(tiers.blocks() == 12);
  CHECK(some.found(prefix, 0, 40, 500) == 6);
  tiers.store_prompt(prefix, 0, 6, {}, 501);
  CHECK(tiers.stored_blocks() == 12);
}

TEST_CASE("TieredCache: a tier that cannot make room stores nothing of the request") {
  SomeTiers some({tier_of(10, 1, 0)});
  TieredCache& tiers = some.tiers;
  tiers.store_prompt({}, 0, 4, {}, 0);
  CHECK(some.found(kPrompt, 0, 24, 50) == 0);
  tiers.store_prompt(kPrompt, 0, 6, {}, 50);
  tiers.store_prompt({}, 0, 5, {}, 51);  // the 6 are on the way, only 4 could go
  CHECK(tiers.refused_blocks() == 5);
  CHECK(some.found(kPrompt, 0, 24, 100) == 6);
  tiers.store_prompt({}, 0, 11, {}, 100);
  CHECK(tiers.refused_blocks() == 16);
  // Its own 6 blocks do not make room for the rest of the request.
  tiers.store_prompt(kPrompt, 0, 11, {}, 101);
  CHECK(tiers.refused_blocks() == 21);
  tiers.store_prompt(kPrompt, 0, 10, {}, 101);
  CHECK(some.found(kPrompt, 0, 40, 200) == 10);
}

TEST_CASE("TieredCache: what the first tier evicts goes to the second, loads join both") {
  SomeTiers some({tier_of(6, 2, 0), tier_of(20, 1, 10)});
  TieredCache& tiers = some.tiers;
  const std::vector<Segment> prefix{segment(0, 24)}, other{segment(2, 40)};
  tiers.store_prompt(prefix, 0, 6, {}, 0);  // there at 12
  CHECK(some.found(prefix, 0, 24, 12) == 6);
  tiers.store_prompt(other, 0, 2, {}, 20);  // evicts blocks 4 and 5, which move until 38
  CHECK(tiers.demoted_blocks() == 2);
  CHECK(some.found(prefix, 0, 24, 37) == 4);
  CHECK(some.found(prefix, 0, 24, 38) == 6);
  RequestFacts facts = some_request(SloTier::standard, 24);
  facts.content = prefix;
  std::vector<CacheMatch> matches(1);
  some.index.advance(38);
  some.index.match(facts, matches);
  CHECK(matches[0].gpu_blocks == 0);
  CHECK(matches[0].lower_tier_blocks == 6);

  const LoadId load =
      tiers.begin_load(prefix_of(prefix, 60), 1, 5, 40);  // 12 tokens at 2, 8 tokens at 1 per µs
  CHECK(tiers.next_load_us() == 46);
  CHECK(tiers.load_end_us(load) == 58);
  CHECK(some.loaded_at(50).empty());
  CHECK(tiers.load_end_us(load) == 58);
  CHECK(some.loaded_at(58) == std::vector<LoadId>{load});
}

TEST_CASE("TieredCache: what leaves a tier first leaves the next one first") {
  SomeTiers some({tier_of(2, 1, 0), tier_of(2, 1, 0)});
  TieredCache& tiers = some.tiers;
  const std::vector<Segment> prefix{segment(0, 8)}, other{segment(2, 8)};
  tiers.store_prompt(prefix, 0, 1, {}, 0);
  tiers.store_prompt(prefix, 1, 2, {}, 4);  // two copies, each of one block
  CHECK(some.found(prefix, 0, 8, 20) == 2);
  tiers.store_prompt(other, 0, 2, {}, 20);  // block 1 goes to the second tier, then block 0
  CHECK(some.found(prefix, 0, 8, 40) == 2);
  CHECK(some.found(other, 0, 8, 40) == 2);
  tiers.store_prompt({}, 0, 1, {}, 40);  // pushes one of `other` down, and that pushes block 1 out
  CHECK(some.found(prefix, 0, 8, 60) == 1);
}

TEST_CASE("TieredCache: a run of blocks comes from one tier, also where its chain ends") {
  SomeTiers some({tier_of(2, 1, 0), tier_of(4, 1, 0)});
  TieredCache& tiers = some.tiers;
  const std::vector<Segment> prompt{segment(0, 4), segment(1, 8)};  // a block of each
  tiers.store_prompt(prompt, 0, 2, {}, 0);
  CHECK(some.found(prompt, 0, 8, 10) == 2);
  tiers.store_prompt({}, 0, 2, {}, 10);  // both go down
  CHECK(some.found(prompt, 0, 8, 20) == 2);
  tiers.store_prompt(prompt, 1, 2, {}, 20);  // the second one is stored again
  CHECK(some.found(prompt, 0, 8, 30) == 2);
  const LoadId load = tiers.begin_load(prefix_of(prompt, 60), 0, 2, 30);
  CHECK(tiers.load_end_us(load) == 38);  // one transfer of 8 tokens
}

TEST_CASE("TieredCache: that a later tier has no room does not undo a store") {
  SomeTiers some({tier_of(2, 1, 0), tier_of(1, 1, 0)});
  TieredCache& tiers = some.tiers;
  CHECK(tiers.store_prompt(kPrompt, 0, 2, {}, 0));
  CHECK(some.found(kPrompt, 0, 8, 10) == 2);
  CHECK(tiers.store_prompt({}, 0, 2, {}, 10));  // the second tier cannot take both that go
  CHECK(tiers.stored_blocks() == 4);
  CHECK(tiers.refused_blocks() == 2);
  CHECK_FALSE(tiers.store_prompt({}, 2, 4, {}, 11));  // those two are on the way
}

TEST_CASE("TieredCache: copies can be read once they are collected, stores of others aside") {
  SomeTiers some({tier_of(20, 1, 0)});
  TieredCache& tiers = some.tiers;
  tiers.store_prompt(kPrompt, 0, 2, {}, 0);  // there at 8
  tiers.store_prompt({}, 0, 1, {}, 10);
  CHECK(tiers.is_busy(prefix_of(kPrompt, 8), 0));
  CHECK(tiers.lower_tier_tokens(prefix_of(kPrompt, 8), 0) == 0);
  CHECK(some.found(kPrompt, 0, 8, 10) == 2);
}

TEST_CASE("TieredCache: who is told to ask again keeps what it asked for") {
  SomeTiers some({tier_of(4, 1, 0)});
  TieredCache& tiers = some.tiers;
  const std::vector<Segment> prefix{segment(0, 8)}, other{segment(2, 8)};
  tiers.store_prompt(prefix, 0, 2, {}, 0);
  tiers.store_prompt(other, 0, 2, {}, 10);
  CHECK(some.loaded_at(20).empty());
  tiers.note_lookup(prefix_of(prefix, 8));
  tiers.store_prompt({}, 0, 2, {}, 20);  // `other` is the older one now
  CHECK(some.found(prefix, 0, 8, 20) == 2);
  CHECK(some.found(other, 0, 8, 20) == 0);
}

TEST_CASE("TieredCache: loads only what the policy prefers to computing") {
  // 24 tokens cost 240 µs to compute and 5 + 24 / rate to load.
  for (const auto& [rate, blocks] : {std::pair{0.2, 6}, std::pair{0.1, 0}}) {
    SomeTiers some({tier_of(100, rate, 5)});
    some.tiers.store_prompt(kPrompt, 0, 6, {}, 0);
    CHECK(some.found(kPrompt, 0, 24, 1000) == blocks);
  }
  SomeTiers some({tier_of(100, 1, 0)}, "write-through", {{"min_load_tokens", 16.0}});
  some.tiers.store_prompt(kPrompt, 0, 6, {}, 0);
  CHECK(some.found(kPrompt, 2, 24, 100) == 4);
  CHECK(some.found(kPrompt, 3, 24, 100) == 0);
}

TEST_CASE("TieredCache: selective stores from the second lookup on, block by block") {
  SomeTiers some({tier_of(100, 1, 0)}, "selective");
  TieredCache& tiers = some.tiers;
  CHECK(some.found(kPrompt, 0, 40, 0) == 0);
  tiers.store_prompt(kPrompt, 0, 10, {}, 10);
  CHECK(tiers.blocks() == 0);
  CHECK(some.found(kPrompt, 0, 32, 20) == 0);
  tiers.store_prompt(kPrompt, 0, 12, {}, 30);  // 8 of them have been asked for twice
  CHECK(tiers.blocks() == 8);
  tiers.store_prompt({}, 0, 5, {}, 40);  // private: asked for by one request
  CHECK(tiers.blocks() == 8);
}

TEST_CASE("TieredCache: serial links hold loads up, and reset forgets everything") {
  SomeTiers some({tier_of(100, 1, 5, true)});
  TieredCache& tiers = some.tiers;
  tiers.store_prompt(kPrompt, 0, 6, {}, 0);
  tiers.store_prompt({}, 0, 1, {}, 0);
  CHECK(some.found(kPrompt, 0, 24, 29) == 6);
  const LoadId a = tiers.begin_load(prefix_of(kPrompt, 60), 0, 6, 100),
               b = tiers.begin_load(prefix_of(kPrompt, 60), 0, 2, 101);
  CHECK(tiers.load_end_us(a) == 129);
  CHECK(tiers.load_end_us(b) == 142);
  CHECK(some.loaded_at(200) == std::vector<LoadId>{a, b});
  tiers.begin_load(prefix_of(kPrompt, 60), 0, 6, 300);
  const std::vector<TierSpec> specs{tier_of(3, 1, 0)};
  tiers.reset(specs, 4, *some.offload);
  CHECK(tiers.blocks() == 0);
  CHECK(tiers.next_load_us() == kForever);
  CHECK(some.found(kPrompt, 0, 24, 0) == 0);
  tiers.reset({}, 4, *some.offload);
  CHECK(tiers.empty());
  tiers.store_prompt(kPrompt, 0, 6, {}, 0);
  CHECK(tiers.blocks() == 0);
}

TEST_CASE("TieredCache: with ARC a further store of a prompt is a use of its beginning") {
  // Room for 8: a prompt in two parts of 2, then 6 blocks that push 2 of it out. To LRU its first
  // part is the older one; ARC has seen it again when the second one was stored.
  for (const auto& [eviction, left] : {std::pair{"lru", 0}, std::pair{"arc", 2}}) {
    TierSpec tier = tier_of(8, 1, 0);
    tier.eviction = eviction;
    SomeTiers some({tier});
    some.tiers.store_prompt(kPrompt, 0, 2, {}, 0);
    CHECK(some.loaded_at(50).empty());  // the copies have arrived
    some.tiers.store_prompt(kPrompt, 2, 4, {}, 50);
    CHECK(some.loaded_at(100).empty());
    some.tiers.store_prompt({}, 0, 6, {}, 100);
    CHECK(some.tiers.refused_blocks() == 0);
    CHECK(some.found(kPrompt, 0, 24, 200) == left);
  }
}

TEST_CASE("TieredCache: lookups agree with what it reported, and no load is lost") {
  CHECK(servesweep::counterexample(
            [] {
              std::vector<TierSpec> specs;
              for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
                specs.push_back(tier_of(*rc::gen::inRange(1, 30), *rc::gen::element(0.5, 3.0),
                                        *rc::gen::inRange(0, 30), *rc::gen::arbitrary<bool>()));
                specs.back().eviction = *rc::gen::element("lru", "arc");
              }
              SomeTiers some(specs, *rc::gen::element("write-through", "selective"),
                             {{"load_factor", 1e9}});
              const auto contents = contents_of(4);
              TimeUs now_us = 0;
              std::size_t begun = 0;
              std::vector<LoadId> loaded;
              std::vector<CacheMatch> matches(1);
              for (int steps = *rc::gen::inRange(1, 60); steps > 0; --steps) {
                now_us += *rc::gen::inRange(0, 40);
                some.tiers.collect_loaded(now_us, loaded);
                some.tiers.set_cost({.prefill_us_per_token = 10});
                some.tiers.set_conditions(now_us, 0);
                const auto& content = contents[*rc::gen::inRange<std::size_t>(0, 6)];
                const std::int32_t tokens = *rc::gen::inRange(28, 60);
                const std::int32_t found =
                    some.tiers.lower_tier_tokens(prefix_of(content, tokens), 0) / 4;
                some.index.advance(now_us);
                RequestFacts facts = some_request(SloTier::standard, tokens);
                facts.content = content;
                some.index.match(facts, matches);
                RC_ASSERT(matches[0].lower_tier_blocks == found);
                if (found > 0 && *rc::gen::arbitrary<bool>()) {
                  const LoadId load =
                      some.tiers.begin_load(prefix_of(content, 60), 0, found, now_us);
                  RC_ASSERT(some.tiers.load_end_us(load) >= now_us);
                  ++begun;
                }
                if (*rc::gen::arbitrary<bool>()) {
                  some.tiers.store_prompt(content, 0, tokens / 4, {}, now_us);
                }
                std::int32_t capacity = 0;
                for (const TierSpec& spec : specs) capacity += spec.blocks;
                RC_ASSERT(some.tiers.blocks() <= capacity);
              }
              while (some.tiers.next_load_us() != kForever) {
                const TimeUs next_us = some.tiers.next_load_us();
                some.tiers.collect_loaded(next_us, loaded);
              }
              RC_ASSERT(loaded.size() == begun);
            },
            600) == "");
}

TEST_CASE("TieredCache: the version changes with what tiers hold, their order, and copies") {
  SomeTiers some({tier_of(100, 1, 5)});
  TieredCache& tiers = some.tiers;
  std::int64_t version = tiers.version();
  const auto changed = [&] {
    const bool differs = tiers.version() != version;
    version = tiers.version();
    return differs;
  };
  tiers.store_prompt(kPrompt, 0, 8, {}, 100);  // until 100 + 5 + 32
  CHECK(changed());
  tiers.store_prompt(kPrompt, 0, 8, {}, 100);  // it is on its way already
  CHECK(some.loaded_at(104).empty());
  CHECK(tiers.is_busy(prefix_of(kPrompt, 32), 0));
  CHECK_FALSE(changed());
  CHECK(some.loaded_at(137).empty());
  CHECK(changed());
  CHECK(tiers.loadable_tokens(prefix_of(kPrompt, 32), 0) == 0);  // no cost yet: computing is free
  CHECK_FALSE(changed());
  CHECK(some.found(kPrompt, 0, 32, 137) == 8);
  CHECK(changed());
  const LoadId load = tiers.begin_load(prefix_of(kPrompt, 60), 0, 8, 200);
  CHECK(changed());
  CHECK(some.loaded_at(204).empty());
  CHECK_FALSE(changed());
  CHECK(some.loaded_at(237) == std::vector<LoadId>{load});
  CHECK(changed());
}

TEST_CASE("TieredCache: repeated lookups matter to ARC, and where lookups are counted") {
  TierSpec arc = tier_of(100, 1, 5);
  arc.eviction = "arc";
  CHECK(SomeTiers({tier_of(100, 1, 5)}).tiers.ignores_repetition());
  CHECK_FALSE(SomeTiers({tier_of(100, 1, 5), arc}).tiers.ignores_repetition());
  CHECK_FALSE(SomeTiers({tier_of(100, 1, 5)}, "selective").tiers.ignores_repetition());
}

}  // namespace tiered_cache_test
