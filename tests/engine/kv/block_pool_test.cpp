#include "engine/kv/block_pool.h"

#include <doctest/doctest.h>

#include "tests/engine/kv/kv_samples.h"
#include "tests/engine/policy/policy_views.h"
#include "tests/property.h"

namespace block_pool_test {

using namespace servesweep::engine;

namespace {

/// Choices out of a list of random numbers, so that a failing walk can be shrunk.
class Choices {
 public:
  explicit Choices(const std::vector<std::uint16_t>& numbers) : numbers_(numbers) {}
  [[nodiscard]] bool left() const { return next_ < numbers_.size(); }
  std::int32_t below(std::int32_t n) { return left() ? numbers_[next_++] % n : 0; }
  std::int32_t between(std::int32_t lowest, std::int32_t highest) {
    return lowest + below(highest - lowest + 1);
  }
  bool chance(std::int32_t percent) { return below(100) < percent; }

 private:
  const std::vector<std::uint16_t>& numbers_;
  std::size_t next_ = 0;
};

/// One request of the random walk, driven against both caches.
struct Client {
  std::vector<Segment> content;
  std::int32_t target_tokens = 0, stored_tokens = 0;
  bool running = false;
  BlockUser user;
  Holding holding;
  NaiveKv::Holding naive;

  [[nodiscard]] bool publishes() const {
    return !content.empty() && content.back().end_token == kAllFurtherTokens;
  }
};

struct WalkSetting {
  std::int32_t gpu_blocks = 8, block_tokens = 4;
  ProfileSwitches switches{};
  const EvictionPolicy* eviction = nullptr;
};

class Walk {
 public:
  Walk(const WalkSetting& setting, const std::vector<std::uint16_t>& numbers)
      : choices_(numbers),
        block_tokens_(setting.block_tokens),
        recompute_last_(setting.switches.recompute_last_token ? 1 : 0),
        contents_(contents_of(block_tokens_)),
        naive_(setting.gpu_blocks, block_tokens_, setting.switches, *setting.eviction) {
    cache_.reset(spec_of(setting.gpu_blocks, block_tokens_), setting.switches, *setting.eviction,
                 *policies_.offload);
    // Prompts that end with a block: fully cached ones are where copies come from.
    contents_[1].front().end_token = 5 * block_tokens_;
    clients_.resize(6);
    for (Client& client : clients_) renew(client);
  }

  void run() {
    while (choices_.left()) step();
    for (Client& client : clients_) {
      if (client.running) release(client, false);
    }
    RC_ASSERT(cache_.used_blocks() == 0);
    while (cache_.free_blocks() > 0) {  // the order of eviction, block by block
      cache_.take(1);
      RC_ASSERT(naive_.extend({}, drained_tokens_, drained_tokens_ + block_tokens_, drain_));
      drained_tokens_ += block_tokens_;
      compare();
    }
  }

 private:
  void step() {
    if (choices_.chance(30)) {
      now_us_ += choices_.below(60);
      cache_.set_now(now_us_);
      naive_.set_now(now_us_);
    }
    Client& client = clients_[static_cast<std::size_t>(choices_.below(6))];
    if (!client.running) {
      admit(client);
    } else if (choices_.chance(15)) {
      release(client, choices_.chance(50));
    } else if (client.stored_tokens < client.target_tokens) {
      extend(client);
    } else {
      decode(client);
    }
    compare();
  }

  void renew(Client& client) {
    client = {};
    client.content = contents_[static_cast<std::size_t>(choices_.below(6))];
    const std::int32_t shortest = shortest_prompt(client.content);
    client.target_tokens =
        choices_.chance(40) ? shortest : choices_.between(shortest, 10 * block_tokens_);
    client.user = {.tier = static_cast<SloTier>(choices_.below(3)), .session = choices_.chance(50)};
  }

  [[nodiscard]] CachedPrefix lookup(const Client& client) const {
    return cache_.find(client.content, client.target_tokens - recompute_last_, client.holding);
  }

  void admit(Client& client) {
    const CachedPrefix found = lookup(client);
    const std::int32_t cached = found.blocks;
    RC_ASSERT(cached == naive_.cached_blocks(client.content, client.target_tokens - recompute_last_,
                                             client.naive));
    RC_ASSERT(cache_.room_for(found, client.target_tokens) ==
              naive_.room_for(client.content, cached, client.target_tokens, client.naive));
    const std::int32_t first = cached * block_tokens_;
    const std::int32_t end = first + choices_.between(first < client.target_tokens ? 1 : 0,
                                                      client.target_tokens - first);
    const bool fits = cache_.admit(client.content, found, end, client.holding);
    RC_ASSERT(fits == naive_.admit(client.content, cached, end, client.naive));
    client.running = fits;
    if (fits) client.stored_tokens = end;
    if (!fits && choices_.chance(20)) renew(client);
  }

  void extend(Client& client) {
    const std::int32_t end = choices_.between(client.stored_tokens + 1, client.target_tokens);
    const bool fits = cache_.extend(client.content, client.stored_tokens, end, client.holding);
    RC_ASSERT(fits == naive_.extend(client.content, client.stored_tokens, end, client.naive));
    if (fits) client.stored_tokens = end;
  }

  void decode(Client& client) {
    const bool needs_block = client.stored_tokens % block_tokens_ == 0;
    if (needs_block && cache_.free_blocks() == 0) return;
    if (needs_block) cache_.take(1);
    RC_ASSERT(naive_.extend(client.content, client.stored_tokens, client.stored_tokens + 1,
                            client.naive));
    ++client.stored_tokens;
    if (client.publishes() && client.stored_tokens % block_tokens_ == 0) {
      cache_.publish_block(client.content.back().chain, client.holding.shared_blocks,
                           client.holding);
    }
  }

  void release(Client& client, bool preempted) {
    cache_.release(client.stored_tokens, client.holding, preempted, client.user);
    naive_.release(client.stored_tokens, client.naive, preempted, client.user);
    client.running = false;
    if (preempted) {
      client.target_tokens = std::max(client.target_tokens, client.stored_tokens + 1);
    } else {
      renew(client);
    }
  }

  void compare() {
    RC_ASSERT(naive_.consistent());
    RC_ASSERT(cache_.free_blocks() == naive_.free_blocks());
    RC_ASSERT(cache_.used_blocks() + cache_.free_blocks() == cache_.gpu_blocks());
    RC_ASSERT(cache_.hits() == naive_.hits());
    for (const std::vector<Segment>& content : contents_) {
      RC_ASSERT(cache_.cached_blocks(content, 14 * block_tokens_, {}) ==
                naive_.cached_blocks(content, 14 * block_tokens_, {}));
    }
    for (const Client& client : clients_) {
      if (client.running) continue;
      RC_ASSERT(lookup(client).blocks ==
                naive_.cached_blocks(client.content, client.target_tokens - recompute_last_,
                                     client.naive));
    }
  }

  Choices choices_;
  std::int32_t block_tokens_, recompute_last_;
  std::vector<std::vector<Segment>> contents_;
  Policies policies_;
  KvCache cache_;
  NaiveKv naive_;
  std::vector<Client> clients_;
  TimeUs now_us_ = 0;
  NaiveKv::Holding drain_;
  std::int32_t drained_tokens_ = 0;
};

/// Walks under one policy; the switches of the cache are drawn, the profiles' own sets most often.
std::string walks(const EvictionPolicy& eviction, int cases) {
  return servesweep::counterexample(
      [&] {
        WalkSetting setting{.eviction = &eviction};
        setting.gpu_blocks = *rc::gen::inRange(5, 60);
        setting.block_tokens = *rc::gen::element(1, 3, 4, 16);
        setting.switches = *rc::gen::element(reference(), vllm());
        if (*rc::gen::inRange(0, 4) == 0) {
          setting.switches.unhashed_blocks_first = *rc::gen::arbitrary<bool>();
          setting.switches.keep_duplicates = *rc::gen::arbitrary<bool>();
        }
        const auto numbers = *rc::gen::noShrink(
            rc::gen::resize(900, rc::gen::container<std::vector<std::uint16_t>>(
                                     rc::gen::resize(100, rc::gen::arbitrary<std::uint16_t>()))));
        Walk(setting, numbers).run();
      },
      cases);
}

std::string walks(const std::string& policy, int cases,
                  std::map<std::string, ParameterValue, std::less<>> parameters = {}) {
  return walks(*make_policy(eviction_policies(), policy, std::move(parameters)), cases);
}

}  // namespace

TEST_CASE("KvCache: equals a cache of block objects on random walks") {
  CHECK(walks("lru", 800) == "");
}

TEST_CASE("KvCache: equals a cache of block objects under every eviction policy") {
  CHECK(walks("class-aware", 250) == "");
  CHECK(walks("mru", 250) == "");
  CHECK(walks("tail-optimised", 250, {{"slack_blocks", 3.0}}) == "");
  CHECK(walks("ttl-pinning", 250, {{"ttl_us", 200.0}, {"share", 1.0}}) == "");
  CHECK(walks("class-reuse-value", 250,
              {{"session_half_life_us", 1000.0}, {"head_bias", 0.9}, {"alpha_cost", 2.0}}) == "");
  CHECK(walks("reuse-value", 250, {{"half_life_us", 1000.0}, {"attention_knee_blocks", 2.0}}) ==
        "");
}

TEST_CASE(
    "BlockPool: free private blocks are one run if nobody tells full ones from partial ones") {
  const auto eviction = make_policy(eviction_policies(), "lru");
  for (const bool moves_content : {false, true}) {
    ProfileSwitches switches;
    switches.unhashed_blocks_first = false;
    BlockPool pool;
    pool.reset(10, switches, *eviction, nullptr, moves_content);
    for (int i = 0; i < 2; ++i) {
      Holding holding;
      pool.take(5);
      pool.release(3, 2, holding, false, {});
    }
    int runs = 0;
    for (ExtentId id = pool.first_free(); id.valid(); id = pool.next_free(id)) ++runs;
    CHECK(runs == (moves_content ? 4 : 1));  // 2 partial, 3 full, 2 partial, 3 full
    CHECK(pool.free_blocks() == 10);
  }
}

}  // namespace block_pool_test
