#include "engine/kv/kv_cache.h"

#include <doctest/doctest.h>

#include "tests/engine/kv/kv_samples.h"
#include "tests/engine/random/dice.h"

namespace kv_cache_test {

using namespace servesweep::engine;

TEST_CASE("KvCache: a failed allocation changes nothing") {
  Policies policies;
  KvCache cache;
  cache.reset(spec_of(4, 16), reference(), *policies.eviction, *policies.offload);
  const std::vector<Segment> prefix{segment(0, 48)};
  Holding first;
  REQUIRE(cache.admit(prefix, {}, 48, first));
  cache.release(48, first, false, {});

  Holding holding;  // 3 cached blocks and 2 new ones do not fit into 4
  const CachedPrefix cached = cache.find(prefix, 80, holding);
  REQUIRE(cached.blocks == 3);
  CHECK_FALSE(cache.admit(prefix, cached, 80, holding));
  CHECK(cache.used_blocks() == 0);
  CHECK(cache.hits() == 0);
  CHECK(cache.misses() == 3);
  CHECK(cache.cached_blocks(prefix, 80, holding) == 3);

  REQUIRE(cache.admit(prefix, cached, 60, holding));
  CHECK_FALSE(cache.extend(prefix, 60, 65, holding));
  CHECK(cache.used_blocks() == 4);
  CHECK(cache.misses() == 4);
  CHECK(cache.extend(prefix, 60, 64, holding));  // the room left in the last block suffices
}

TEST_CASE("KvCache: reset forgets content, counters and the CPU tier") {
  Policies policies(0);
  KvCache cache;
  cache.reset(spec_of(8, 4, 8), reference(), *policies.eviction, *policies.offload);
  const std::vector<Segment> content{segment(0, 16)};
  Holding a, b;
  REQUIRE(cache.admit(content, {}, 16, a));
  REQUIRE(cache.admit({}, {}, 4, b));
  cache.release(16, a, false, {});
  REQUIRE(cache.offloaded() == 4);
  cache.reset(spec_of(8, 4, 8), reference(), *policies.eviction, *policies.offload);
  CHECK(cache.used_blocks() == 0);
  CHECK(cache.hits() + cache.misses() + cache.offloaded() + cache.reloaded() == 0);
  CHECK(cache.cached_blocks(content, 16, {}) == 0);
  CHECK(cache.reload() == 0);
  CHECK(cache.reload_misses() == 1);
}

TEST_CASE("KvCache: blocks move to the CPU tier while memory is used above the threshold") {
  Policies policies(0.2);
  KvCache cache;
  cache.reset(spec_of(12, 4, 3), reference(), *policies.eviction, *policies.offload);
  const std::vector<Segment> prefix{segment(0, 16)};
  Holding a, b, c;
  REQUIRE(cache.admit(prefix, {}, 16, a));
  cache.release(16, a, false, {});  // used 0/12: nothing moves
  CHECK(cache.offloaded() == 0);
  REQUIRE(cache.admit({}, {}, 12, b));
  REQUIRE(cache.admit({}, {}, 2, c));
  cache.release(2, c, false,
                {});  // used 3/12 > 1/5: the last 3 blocks of the prefix, room for no more
  CHECK(cache.offloaded() == 3);
  CHECK(cache.used_blocks() == 3);
  CHECK(cache.free_blocks() == 9);
  CHECK(cache.cached_blocks(prefix, 16, {}) == 1);

  CHECK(cache.reload() == 3);
  CHECK(cache.reloaded() == 3);
  CHECK(cache.used_blocks() == 3);
  CHECK(cache.cached_blocks(prefix, 16, {}) == 4);
  CHECK(cache.take_pending_transfer_us() == 3 * (3 + 4));  // base 3 + ⌈4 tokens / 1 per µs⌉
  CHECK(cache.take_pending_transfer_us() == 0);
  CHECK(cache.reload() == 0);
  CHECK(cache.reload_misses() == 1);
}

TEST_CASE("KvCache: a tier below changes where content is, never who uses how much") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Policies policies(0.1 * dice.below(8));
    KvCache cache;
    const std::int32_t gpu_blocks = dice.between(6, 40);
    cache.reset(spec_of(gpu_blocks, 4, dice.between(1, 30)), reference(), *policies.eviction,
                *policies.offload);
    const std::vector<std::vector<Segment>> contents = contents_of(4);
    struct Client {
      std::vector<Segment> content;
      std::int32_t stored_tokens = 0;
      bool running = false;
      Holding holding;
    };
    std::vector<Client> clients(5);
    for (int i = 0; i < 300; ++i) {
      Client& client = clients[static_cast<std::size_t>(dice.below(5))];
      const std::int32_t used = cache.used_blocks();
      if (dice.chance(20)) {
        const std::int64_t before = cache.reloaded();
        const std::int32_t blocks = cache.reload();
        REQUIRE(cache.used_blocks() == used);
        REQUIRE(cache.reloaded() - before == blocks);
        REQUIRE(cache.reloaded() <= cache.offloaded());
        REQUIRE(cache.take_pending_transfer_us() == blocks * 7);
      } else if (client.running) {
        cache.release(client.stored_tokens, client.holding, dice.chance(50), {});
        REQUIRE(cache.used_blocks() <= used);
        client.running = false;
      } else {
        client.content = contents[static_cast<std::size_t>(dice.below(6))];
        client.holding = {};
        client.stored_tokens = dice.between(1, 50);
        const CachedPrefix cached =
            cache.find(client.content, client.stored_tokens, client.holding);
        client.running = cache.admit(client.content, cached, client.stored_tokens, client.holding);
        if (!client.running) REQUIRE(cache.used_blocks() == used);
      }
      REQUIRE(cache.used_blocks() >= 0);
      REQUIRE(cache.free_blocks() >= 0);
    }
    for (Client& client : clients) {
      if (client.running) cache.release(client.stored_tokens, client.holding, false, {});
    }
    CHECK(cache.used_blocks() == 0);
    CHECK(cache.free_blocks() == gpu_blocks);
  }
}

namespace {

/// A cache of `gpu_blocks` blocks of 4 tokens by vLLM's rules; block 0 is the null block.
struct VllmCache {
  explicit VllmCache(std::int32_t gpu_blocks, ResidencyListener* listener = nullptr) {
    cache.reset(spec_of(gpu_blocks, 4), vllm(), *policies.eviction, *policies.offload, listener);
  }
  /// Computes a prompt, at least its last token, and returns the hits.
  std::int32_t run(const std::vector<Segment>& content, std::int32_t tokens, Holding& holding) {
    const CachedPrefix cached = cache.find(content, tokens - 1, holding);
    REQUIRE(cache.admit(content, cached, tokens, holding));
    return cached.blocks;
  }
  /// Takes one block and returns how much is left of a prefix.
  std::int32_t left_after_taking_one(const std::vector<Segment>& content) {
    cache.take(1);
    return cache.cached_blocks(content, 400, {});
  }

  Policies policies;
  KvCache cache;
};

struct EventLog : ResidencyListener {
  void changed(const ResidencyChange& change, TimeUs now_us) override {
    changes.push_back(change);
    times_us.push_back(now_us);
  }
  std::vector<ResidencyChange> changes;
  std::vector<TimeUs> times_us;
};

}  // namespace

TEST_CASE("KvCache: vLLM's same-step sharing, shared blocks are evicted last, their end first") {
  VllmCache vllm_cache(10);  // scenario 4: 9 usable blocks
  KvCache& cache = vllm_cache.cache;
  CHECK(cache.gpu_blocks() == 9);
  const std::vector<Segment> prefix{segment(0, 12)};
  Holding a, b;
  CHECK(vllm_cache.run(prefix, 14, a) == 0);
  CHECK(vllm_cache.run(prefix, 13, b) == 3);
  CHECK(cache.used_blocks() == 5);
  cache.release(15, a, false, {});
  cache.release(14, b, false, {});
  CHECK(cache.used_blocks() == 0);
  cache.take(6);  // blocks 5, 4, 6 … 9 hold nothing
  CHECK(cache.cached_blocks(prefix, 12, {}) == 3);
  CHECK(vllm_cache.left_after_taking_one(prefix) == 2);
  CHECK(vllm_cache.left_after_taking_one(prefix) == 1);
  CHECK(vllm_cache.left_after_taking_one(prefix) == 0);
}

TEST_CASE("KvCache: vLLM's aligned full hit leaves two copies, both findable") {
  VllmCache vllm_cache(5);  // scenario 5: 4 usable blocks
  KvCache& cache = vllm_cache.cache;
  const std::vector<Segment> prefix{segment(0, 8)};
  Holding a, b;
  CHECK(vllm_cache.run(prefix, 8, a) == 0);
  cache.release(8, a, false, {});
  CHECK(vllm_cache.run(prefix, 8, b) == 1);  // at least one token is computed again
  CHECK(cache.used_blocks() == 2);
  cache.release(8, b, false, {});
  // Order of eviction: 4 | 2, its copy 3, 1.
  CHECK(vllm_cache.left_after_taking_one(prefix) == 2);
  CHECK(vllm_cache.left_after_taking_one(prefix) == 2);
  CHECK(vllm_cache.left_after_taking_one(prefix) == 1);
  CHECK(vllm_cache.left_after_taking_one(prefix) == 0);
}

TEST_CASE("KvCache: vLLM's order of eviction: blank blocks, then by release, ends first") {
  VllmCache vllm_cache(7);  // scenario 6: 6 usable blocks
  KvCache& cache = vllm_cache.cache;
  const std::vector<Segment> a{segment(0, 8)}, b{segment(1, 4)}, c{segment(2, 8)};
  Holding holding;
  vllm_cache.run(a, 9, holding);
  cache.release(9, holding, false, {});
  vllm_cache.run(b, 5, holding);
  cache.release(5, holding, false, {});
  vllm_cache.run(c, 9, holding);
  cache.release(9, holding, false, {});
  // 6 | 2, 1, 3, 5, 4
  CHECK(vllm_cache.left_after_taking_one(a) == 2);
  CHECK(vllm_cache.left_after_taking_one(a) == 1);
  CHECK(vllm_cache.left_after_taking_one(a) == 0);
  CHECK(cache.cached_blocks(b, 4, {}) == 1);
  CHECK(vllm_cache.left_after_taking_one(b) == 0);
  CHECK(vllm_cache.left_after_taking_one(c) == 1);
  CHECK(vllm_cache.left_after_taking_one(c) == 0);
}

TEST_CASE("KvCache: the full-sequence gate counts hits that nobody references") {
  VllmCache vllm_cache(7);  // scenario 7, step 7: U = 6, b's 13 tokens need 4 blocks, 2 are hits
  KvCache& cache = vllm_cache.cache;
  const std::vector<Segment> prompt{segment(0, 8)};
  Holding a, b;
  vllm_cache.run(prompt, 8, b);
  cache.release(8, b, false, {});
  REQUIRE(cache.admit({}, {}, 9, a));  // 3 blocks: 3 are free, the 2 hits among them
  const CachedPrefix hits = cache.find(prompt, 12, {});
  CHECK(hits.free_blocks == 2);
  CHECK_FALSE(cache.room_for(hits, 13));
  CHECK(cache.room_for(hits, 12));
  CHECK_FALSE(cache.room_for({}, 13));
  CHECK(cache.room_for({}, 12));
  cache.release(9, a, false, {});
  const CachedPrefix again = cache.find(prompt, 12, {});
  CHECK(cache.room_for(again, 24));
  CHECK_FALSE(cache.room_for(again, 25));
  vllm_cache.run(prompt, 5, b);  // … of its first block somebody else's now
  CHECK(cache.find(prompt, 12, {}).blocks == 2);
  CHECK(cache.find(prompt, 12, {}).free_blocks == 1);
}

TEST_CASE("KvCache: blocks that are being loaded are held, but not found before they are there") {
  VllmCache vllm_cache(10);
  KvCache& cache = vllm_cache.cache;
  const std::vector<Segment> prompt{segment(0, 20)};
  Holding a, b;
  vllm_cache.run(prompt, 4, a);
  REQUIRE(cache.admit(prompt, cache.find(prompt, 4, {}), 16, b, KvCache::Publish::when_loaded));
  CHECK(cache.used_blocks() == 4);
  CHECK(cache.cached_blocks(prompt, 20, {}) == 1);
  cache.publish_loaded(prompt, 16, b);
  CHECK(cache.cached_blocks(prompt, 20, {}) == 4);
  REQUIRE(cache.extend(prompt, 16, 20, b));  // the rest is computed
  CHECK(cache.used_blocks() == 5);
  CHECK(cache.cached_blocks(prompt, 20, {}) == 5);
  cache.release(20, b, false, {});
  cache.release(4, a, false, {});
  CHECK(cache.used_blocks() == 0);
}

TEST_CASE("KvCache: tells a listener what becomes findable and what stops being so") {
  EventLog log;
  VllmCache vllm_cache(7, &log);
  KvCache& cache = vllm_cache.cache;
  const std::vector<Segment> prompt{segment(3, 8)};
  Holding a, b;
  cache.set_now(10);
  vllm_cache.run(prompt, 9, a);
  cache.release(9, a, false, {});
  vllm_cache.run(prompt, 8, b);  // a further copy of block 1: nothing new to find
  cache.release(8, b, false, {});
  cache.set_now(20);
  cache.take(4);  // three blank blocks, then the first copy of block 1
  CHECK(log.changes == std::vector<ResidencyChange>{
                           {.chain = ChainId(3), .first = 0, .end = 2, .tier = 0, .added = true}});
  cache.take(1);
  cache.take(1);
  REQUIRE(log.changes.size() == 3);
  CHECK(log.changes[1] ==
        ResidencyChange{.chain = ChainId(3), .first = 1, .end = 2, .tier = 0, .added = false});
  CHECK(log.changes[2] ==
        ResidencyChange{.chain = ChainId(3), .first = 0, .end = 1, .tier = 0, .added = false});
  CHECK(log.times_us == std::vector<TimeUs>{10, 20, 20});
}

TEST_CASE("KvCache: what is renewed is evicted last, of a prefix the end before the beginning") {
  Policies policies;
  KvCache cache;
  cache.reset(spec_of(8, 4), reference(), *policies.eviction, *policies.offload);
  const std::vector<Segment> turn{segment(0, 8), segment(1, kAllFurtherTokens)};
  const std::vector<Segment> other{segment(2, 12)};
  Holding first, second, third;
  REQUIRE(cache.admit(turn, {}, 16, first));
  cache.release(16, first, false, {});
  REQUIRE(cache.admit(other, {}, 12, second));
  cache.release(12, second, false, {});
  cache.renew(turn, 3);                    // its fourth block stays the oldest
  REQUIRE(cache.admit({}, {}, 8, third));  // the blank one and that
  CHECK(cache.cached_blocks(turn, 16, {}) == 3);
  CHECK(cache.cached_blocks(other, 12, {}) == 3);
  cache.take(3);
  CHECK(cache.cached_blocks(other, 12, {}) == 0);
  CHECK(cache.cached_blocks(turn, 16, {}) == 3);
  cache.take(1);
  CHECK(cache.cached_blocks(turn, 16, {}) == 2);
  cache.take(1);
  CHECK(cache.cached_blocks(turn, 16, {}) == 1);
}

TEST_CASE("KvCache: the version changes with what could make a request fit that did not") {
  const Policies policies;
  KvCache cache;
  cache.reset(spec_of(7, 4), vllm(), *policies.eviction, *policies.offload);  // and a null block
  const std::vector<Segment> shared{segment(0, 8)};
  std::int64_t version = cache.version();
  const auto changed = [&] {
    const bool differs = cache.version() != version;
    version = cache.version();
    return differs;
  };
  Holding first, second;
  REQUIRE(cache.admit(shared, {}, 12, first));  // blocks of chain 0 can be found
  CHECK(changed());
  cache.take(1);
  REQUIRE(cache.extend(shared, 16, 20, first));  // a private one
  CHECK_FALSE(changed());
  cache.release(20, first, false, {});
  CHECK(changed());
  cache.take(4);  // one blank and three private ones: nobody else could have found these
  CHECK_FALSE(changed());
  cache.take(1);  // the end of chain 0
  CHECK(changed());
  REQUIRE(cache.admit(shared, cache.find(shared, 8, {}), 4, second));
  CHECK(changed());
}

}  // namespace kv_cache_test
