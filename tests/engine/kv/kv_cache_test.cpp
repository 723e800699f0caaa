#include "engine/kv/kv_cache.h"

#include <doctest/doctest.h>

#include <string>

#include "engine/policy/eviction/lru_eviction.h"
#include "engine/policy/registry.h"
#include "tests/engine/kv/naive_kv.h"
#include "tests/engine/random/dice.h"

using namespace servesweep::engine;

namespace {

std::unique_ptr<EvictionPolicy> lru() {
  return eviction_policies().create({.policy = "lru", .parameters = {}, .scorers = {}}, "eviction");
}

std::unique_ptr<OffloadPolicy> offload_above(double threshold) {
  return offload_policies().create(
      {.policy = "threshold", .parameters = {{"threshold", threshold}}, .scorers = {}}, "offload");
}

struct Policies {
  explicit Policies(double threshold = 1) : offload(offload_above(threshold)) {}
  std::unique_ptr<EvictionPolicy> eviction = lru();
  std::unique_ptr<OffloadPolicy> offload;
};

KvSpec spec_of(std::int32_t gpu_blocks, std::int32_t block_tokens, std::int32_t cpu_blocks = 0) {
  KvSpec spec;
  spec.gpu_blocks = gpu_blocks;
  spec.block_tokens = block_tokens;
  spec.cpu_blocks = cpu_blocks;
  spec.transfer_base_us = 3;
  spec.transfer_tokens_per_us = 1;
  return spec;
}

Segment segment(std::int32_t chain, std::int32_t end_token) {
  return {ChainId(chain), end_token};
}

/// What requests may consist of: private; a prefix; conversations, with and without a prefix. The
/// prefixes end inside a block.
std::vector<std::vector<Segment>> contents_of(std::int32_t block_tokens) {
  const std::int32_t short_prefix = block_tokens * 10 / 4, long_prefix = block_tokens * 27 / 4;
  return {{},
          {segment(0, short_prefix)},
          {segment(1, long_prefix)},
          {segment(0, short_prefix), segment(2, kAllFurtherTokens)},
          {segment(0, short_prefix), segment(3, kAllFurtherTokens)},
          {segment(4, kAllFurtherTokens)}};
}

/// The shared prefix is part of the prompt.
std::int32_t shortest_prompt(const std::vector<Segment>& content) {
  return content.empty() || content.front().end_token == kAllFurtherTokens
             ? 1
             : content.front().end_token;
}

/// One request of the random walk, driven against both caches.
struct Client {
  std::vector<Segment> content;
  std::int32_t target_tokens = 0, stored_tokens = 0;
  bool running = false;
  Holding holding;
  NaiveKv::Holding naive;

  [[nodiscard]] bool publishes() const {
    return !content.empty() && content.back().end_token == kAllFurtherTokens;
  }
};

class Walk {
 public:
  Walk(std::uint64_t seed, std::int32_t gpu_blocks, std::int32_t block_tokens)
      : dice_(seed),
        block_tokens_(block_tokens),
        contents_(contents_of(block_tokens)),
        naive_(gpu_blocks, block_tokens) {
    cache_.reset(spec_of(gpu_blocks, block_tokens), *policies_.eviction, *policies_.offload);
    clients_.resize(6);
    for (Client& client : clients_) renew(client);
  }

  void step() {
    Client& client = clients_[static_cast<std::size_t>(dice_.below(6))];
    if (!client.running) {
      admit(client);
    } else if (dice_.chance(15)) {
      release(client, dice_.chance(50));
    } else if (client.stored_tokens < client.target_tokens) {
      extend(client);
    } else {
      decode(client);
    }
    compare();
  }

  void release_everything() {
    for (Client& client : clients_) {
      if (client.running) release(client, false);
    }
    compare();
    CHECK(cache_.used_blocks() == 0);
  }

 private:
  void renew(Client& client) {
    client = {};
    client.content = contents_[static_cast<std::size_t>(dice_.below(6))];
    client.target_tokens = dice_.between(shortest_prompt(client.content), 10 * block_tokens_);
  }

  void admit(Client& client) {
    const std::int32_t cached =
        cache_.cached_blocks(client.content, client.target_tokens, client.holding);
    REQUIRE(cached == naive_.cached_blocks(client.content, client.target_tokens, client.naive));
    const std::int32_t first = cached * block_tokens_;
    const std::int32_t end =
        first + dice_.between(first < client.target_tokens ? 1 : 0, client.target_tokens - first);
    const bool fits = cache_.admit(client.content, cached, end, client.holding);
    REQUIRE(fits == naive_.admit(client.content, cached, end, client.naive));
    client.running = fits;
    if (fits) client.stored_tokens = end;
    if (!fits && dice_.chance(20)) renew(client);
  }

  void extend(Client& client) {
    const std::int32_t end = dice_.between(client.stored_tokens + 1, client.target_tokens);
    const bool fits = cache_.extend(client.content, client.stored_tokens, end, client.holding);
    REQUIRE(fits == naive_.extend(client.content, client.stored_tokens, end, client.naive));
    if (fits) client.stored_tokens = end;
  }

  void decode(Client& client) {
    const bool needs_block = client.stored_tokens % block_tokens_ == 0;
    if (needs_block && cache_.free_blocks() == 0) return;
    if (needs_block) cache_.take(1);
    REQUIRE(naive_.extend(client.content, client.stored_tokens, client.stored_tokens + 1,
                          client.naive));
    ++client.stored_tokens;
    if (client.publishes() && client.stored_tokens % block_tokens_ == 0) {
      cache_.publish_block(client.content.back().chain, client.holding.shared_blocks,
                           client.holding);
    }
  }

  void release(Client& client, bool preempted) {
    cache_.release(client.stored_tokens, client.holding, preempted);
    naive_.release(client.stored_tokens, client.naive, preempted);
    client.running = false;
    if (preempted) {
      client.target_tokens = std::max(client.target_tokens, client.stored_tokens + 1);
    } else {
      renew(client);
    }
  }

  void compare() {
    REQUIRE(cache_.free_blocks() == naive_.free_blocks());
    REQUIRE(cache_.used_blocks() + cache_.free_blocks() == cache_.gpu_blocks());
    REQUIRE(cache_.hits() == naive_.hits());
    REQUIRE(cache_.misses() == naive_.misses());
    for (const std::vector<Segment>& content : contents_) {
      REQUIRE(cache_.cached_blocks(content, 14 * block_tokens_, {}) ==
              naive_.cached_blocks(content, 14 * block_tokens_, {}));
    }
    for (const Client& client : clients_) {
      if (client.running) continue;
      REQUIRE(cache_.cached_blocks(client.content, client.target_tokens, client.holding) ==
              naive_.cached_blocks(client.content, client.target_tokens, client.naive));
    }
  }

  Dice dice_;
  std::int32_t block_tokens_;
  std::vector<std::vector<Segment>> contents_;
  Policies policies_;
  KvCache cache_;
  NaiveKv naive_;
  std::vector<Client> clients_;
};

}  // namespace

TEST_CASE("KvCache: equals a cache of block objects on random walks") {
  for (const std::int32_t block_tokens : {1, 3, 4, 16}) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      CAPTURE(seed);
      CAPTURE(block_tokens);
      Walk walk(seed, 5 + static_cast<std::int32_t>(seed), block_tokens);
      for (int i = 0; i < 250; ++i) walk.step();
      walk.release_everything();
    }
  }
}

TEST_CASE("KvCache: a failed allocation changes nothing") {
  Policies policies;
  KvCache cache;
  cache.reset(spec_of(4, 16), *policies.eviction, *policies.offload);
  const std::vector<Segment> prefix{segment(0, 48)};
  Holding first;
  REQUIRE(cache.admit(prefix, 0, 48, first));
  cache.release(48, first, false);

  Holding holding;  // 3 cached blocks and 2 new ones do not fit into 4
  REQUIRE(cache.cached_blocks(prefix, 80, holding) == 3);
  CHECK_FALSE(cache.admit(prefix, 3, 80, holding));
  CHECK(cache.used_blocks() == 0);
  CHECK(cache.hits() == 0);
  CHECK(cache.misses() == 3);
  CHECK(cache.cached_blocks(prefix, 80, holding) == 3);

  REQUIRE(cache.admit(prefix, 3, 60, holding));
  CHECK_FALSE(cache.extend(prefix, 60, 65, holding));
  CHECK(cache.used_blocks() == 4);
  CHECK(cache.misses() == 4);
  CHECK(cache.extend(prefix, 60, 64, holding));  // the room left in the last block suffices
}

TEST_CASE("KvCache: reset forgets content, counters and the CPU tier") {
  Policies policies(0);
  KvCache cache;
  cache.reset(spec_of(8, 4, 8), *policies.eviction, *policies.offload);
  const std::vector<Segment> content{segment(0, 16)};
  Holding a, b;
  REQUIRE(cache.admit(content, 0, 16, a));
  REQUIRE(cache.admit({}, 0, 4, b));
  cache.release(16, a, false);
  REQUIRE(cache.offloaded() == 4);
  cache.reset(spec_of(8, 4, 8), *policies.eviction, *policies.offload);
  CHECK(cache.used_blocks() == 0);
  CHECK(cache.hits() + cache.misses() + cache.offloaded() + cache.reloaded() == 0);
  CHECK(cache.cached_blocks(content, 16, {}) == 0);
  CHECK(cache.reload() == 0);
  CHECK(cache.reload_misses() == 1);
}

TEST_CASE("KvCache: blocks move to the CPU tier while memory is used above the threshold") {
  Policies policies(0.2);
  KvCache cache;
  cache.reset(spec_of(12, 4, 3), *policies.eviction, *policies.offload);
  const std::vector<Segment> prefix{segment(0, 16)};
  Holding a, b, c;
  REQUIRE(cache.admit(prefix, 0, 16, a));
  cache.release(16, a, false);  // used 0/12: nothing moves
  CHECK(cache.offloaded() == 0);
  REQUIRE(cache.admit({}, 0, 12, b));
  REQUIRE(cache.admit({}, 0, 2, c));
  cache.release(2, c, false);  // used 3/12 > 1/5: the last 3 blocks of the prefix, room for no more
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
    cache.reset(spec_of(gpu_blocks, 4, dice.between(1, 30)), *policies.eviction, *policies.offload);
    const std::vector<std::vector<Segment>> contents = contents_of(4);
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
        cache.release(client.stored_tokens, client.holding, dice.chance(50));
        REQUIRE(cache.used_blocks() <= used);
        client.running = false;
      } else {
        client.content = contents[static_cast<std::size_t>(dice.below(6))];
        client.holding = {};
        client.stored_tokens = dice.between(1, 50);
        const std::int32_t cached =
            cache.cached_blocks(client.content, client.stored_tokens, client.holding);
        client.running = cache.admit(client.content, cached, client.stored_tokens, client.holding);
        if (!client.running) REQUIRE(cache.used_blocks() == used);
      }
      REQUIRE(cache.used_blocks() >= 0);
      REQUIRE(cache.free_blocks() >= 0);
    }
    for (Client& client : clients) {
      if (client.running) cache.release(client.stored_tokens, client.holding, false);
    }
    CHECK(cache.used_blocks() == 0);
    CHECK(cache.free_blocks() == gpu_blocks);
  }
}
