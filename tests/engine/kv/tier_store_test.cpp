#include "engine/kv/tier_store.h"

#include <doctest/doctest.h>

#include <deque>
#include <map>

#include "engine/base/problem.h"
#include "tests/property.h"

namespace tier_store_test {

using namespace servesweep::engine;

namespace {

BlockRange range(std::int32_t chain, std::int32_t first, std::int32_t end) {
  return {.chain = ChainId(chain), .first = first, .end = end};
}

using Ranges = std::vector<BlockRange>;

/// What arrives with a copy.
Ranges arrived(TierStore& tier, ExtentId copy) {
  Ranges ranges;
  tier.arrive(copy, ranges);
  return ranges;
}

/// Stores and waits until it is there; returns what was evicted for it.
Ranges store(TierStore& tier, const BlockRange& what) {
  Ranges evicted;
  REQUIRE(tier.make_room(what.blocks(), evicted));
  CHECK(arrived(tier, tier.expect(what)) == Ranges{what});
  return evicted;
}

}  // namespace

TEST_CASE("TierStore: vLLM's LRU manager, step by step") {
  TierStore tier;  // scenario 15: capacity of 4; chains 0, 1, 2, 3 are A, B, C, D
  tier.reset(4);
  CHECK(store(tier, range(0, 0, 2)).empty());
  CHECK(store(tier, range(1, 0, 1)).empty());
  tier.touch(range(0, 0, 2));  // order B1, A2, A1
  CHECK(store(tier, range(2, 0, 2)) == Ranges{range(1, 0, 1)});
  tier.pin(range(0, 0, 2));
  Ranges evicted;
  CHECK_FALSE(tier.make_room(3, evicted));  // two candidates for three
  CHECK(evicted.empty());
  CHECK(store(tier, range(3, 0, 2)) == Ranges{range(2, 0, 2)});
  tier.unpin(range(0, 0, 2));
  // At the end D, A: what is evicted next is D, its end first.
  CHECK(store(tier, range(4, 0, 1)) == Ranges{range(3, 1, 2)});
  CHECK(store(tier, range(4, 1, 4)) == Ranges{range(3, 0, 1), range(0, 0, 2)});
}

TEST_CASE("TierStore: a copy takes space at once and is readable on arrival") {
  TierStore tier;
  tier.reset(10);
  Ranges evicted;
  REQUIRE(tier.make_room(4, evicted));
  const ExtentId copy = tier.expect(range(0, 2, 6));
  CHECK(tier.blocks() == 4);
  CHECK(tier.idle_blocks() == 0);
  CHECK(tier.readable_end(ChainId(0), 2, 6) == 2);
  Ranges missing;
  tier.append_missing(range(0, 0, 8), missing);
  CHECK(missing == Ranges{range(0, 0, 2), range(0, 6, 8)});
  CHECK_FALSE(tier.make_room(7, evicted));  // what is on the way cannot go
  CHECK(arrived(tier, copy) == Ranges{range(0, 2, 6)});
  CHECK(tier.readable_end(ChainId(0), 2, 6) == 6);
  CHECK(tier.idle_blocks() == 4);
}

TEST_CASE("TierStore: private blocks take space and go like others") {
  TierStore tier;
  tier.reset(6);
  const BlockRange anonymous{.chain = {}, .first = 3, .end = 5};
  store(tier, anonymous);
  store(tier, range(0, 0, 2));
  store(tier, anonymous);
  CHECK(tier.blocks() == 6);
  Ranges evicted;
  REQUIRE(tier.make_room(3, evicted));
  REQUIRE(evicted.size() == 2);
  CHECK_FALSE(evicted[0].chain.valid());
  CHECK(evicted[0].blocks() == 2);
  CHECK(evicted[1] == range(0, 1, 2));
}

TEST_CASE("TierStore: a part that is loaded by two stays until both have it") {
  TierStore tier;
  tier.reset(6);
  store(tier, range(0, 0, 6));
  tier.pin(range(0, 0, 4));
  tier.pin(range(0, 2, 5));
  CHECK(tier.idle_blocks() == 1);
  tier.unpin(range(0, 0, 4));
  CHECK(tier.idle_blocks() == 3);
  Ranges evicted;
  CHECK_FALSE(tier.make_room(4, evicted));
  tier.unpin(range(0, 2, 5));
  REQUIRE(tier.make_room(6, evicted));
  CHECK(tier.blocks() == 0);
}

TEST_CASE("TierStore: a copy on the way that is touched in part arrives as a whole") {
  TierStore tier;
  tier.reset(8, "arc");
  const ExtentId copy = tier.expect(range(0, 1, 7));
  tier.touch(range(0, 2, 4));
  tier.touch(range(0, 3, 5));
  CHECK(tier.arriving_end(ChainId(0), 1, 9) == 7);
  CHECK(tier.readable_end(ChainId(0), 1, 9) == 1);
  CHECK(arrived(tier, copy) == Ranges{range(0, 1, 7)});
  CHECK(tier.arriving_end(ChainId(0), 1, 9) == 1);
  CHECK(tier.readable_end(ChainId(0), 1, 9) == 7);
  CHECK(tier.idle_blocks() == 6);
}

TEST_CASE("TierStore: copies of a prefix on one way arrive together, the last one first") {
  TierStore tier;
  tier.reset(9, "arc");
  const ExtentId last = tier.expect(range(-1, 6, 8));
  const ExtentId copies = tier.expect(range(0, 0, 3), tier.expect(range(1, 4, 6), last));
  tier.touch(range(1, 5, 6));  // divides the one in the middle
  CHECK(arrived(tier, copies) == Ranges{range(-1, 6, 8), range(1, 4, 6), range(0, 0, 3)});
  CHECK(tier.readable_end(ChainId(0), 0, 8) == 3);
  CHECK(tier.readable_end(ChainId(1), 4, 8) == 6);
  CHECK(tier.idle_blocks() == 7);
}

TEST_CASE("TierStore: another order from reset to reset, and none that is unknown") {
  TierStore tier;
  // Seen again or not: ARC evicts what was seen once, LRU what was used longest ago.
  for (const auto& [eviction, goes] :
       {std::pair{"arc", range(1, 0, 1)}, std::pair{"lru", range(0, 0, 1)}}) {
    tier.reset(2, eviction);
    CHECK(tier.blocks() == 0);
    store(tier, range(0, 0, 1));
    tier.touch(range(0, 0, 1));
    store(tier, range(1, 0, 1));
    CHECK(store(tier, range(2, 0, 1)) == Ranges{goes});
  }
  CHECK_THROWS_AS(tier.reset(2, "fifo"), Problem);
}

namespace {

/// The same by block objects: oldest first; pinned ones are not in the list.
struct NaiveTier {
  using Key = std::pair<std::int32_t, std::int32_t>;
  std::size_t capacity = 0;
  std::deque<Key> idle;
  std::map<Key, int> pins;

  [[nodiscard]] bool has(Key key) const { return pins.contains(key); }
  void touch(Key key) {
    if (std::erase(idle, key) > 0) idle.push_back(key);
  }
};

}  // namespace

TEST_CASE("TierStore: equals a list of block objects on random operations") {
  CHECK(servesweep::counterexample(
            [] {
              NaiveTier naive;
              naive.capacity = static_cast<std::size_t>(*rc::gen::inRange(1, 30));
              TierStore tier;
              tier.reset(static_cast<std::int32_t>(naive.capacity));
              std::vector<BlockRange> pinned;
              for (int steps = *rc::gen::inRange(1, 60); steps > 0; --steps) {
                const int chain = *rc::gen::inRange(0, 3), first = *rc::gen::inRange(0, 12);
                const BlockRange what = range(chain, first, first + *rc::gen::inRange(1, 9));
                switch (*rc::gen::inRange(0, 4)) {
                  case 0: {  // store what is missing, all or nothing
                    Ranges missing, evicted;
                    tier.append_missing(what, missing);
                    std::vector<NaiveTier::Key> wanted;
                    for (int b = what.first; b < what.end; ++b) {
                      if (!naive.has({chain, b})) wanted.emplace_back(chain, b);
                    }
                    std::int32_t blocks = 0;
                    for (const BlockRange& part : missing) blocks += part.blocks();
                    RC_ASSERT(blocks == static_cast<std::int32_t>(wanted.size()));
                    const std::size_t pinned_blocks = naive.pins.size() - naive.idle.size();
                    const bool fits = wanted.size() + pinned_blocks <= naive.capacity;
                    RC_ASSERT(tier.make_room(blocks, evicted) == fits);
                    if (!fits) break;
                    std::vector<NaiveTier::Key> gone;
                    for (const BlockRange& part : evicted) {
                      for (int b = part.end; b-- > part.first;) {
                        gone.emplace_back(part.chain.value(), b);
                      }
                    }
                    for (const NaiveTier::Key& key : gone) {
                      RC_ASSERT(key == naive.idle.front());
                      naive.pins.erase(key);
                      naive.idle.pop_front();
                    }
                    RC_ASSERT(naive.pins.size() + wanted.size() <= naive.capacity);
                    for (const BlockRange& part : missing) {
                      static_cast<void>(arrived(tier, tier.expect(part)));
                      for (int b = part.end; b-- > part.first;) {
                        naive.pins[{chain, b}] = 0;
                        naive.idle.emplace_back(chain, b);
                      }
                    }
                    break;
                  }
                  case 1:
                    tier.touch(what);
                    for (int b = what.end; b-- > what.first;) naive.touch({chain, b});
                    break;
                  case 2: {  // load the leading readable part
                    BlockRange part = what;
                    part.end = tier.readable_end(what.chain, what.first, what.end);
                    for (int b = what.first; b < what.end; ++b) {
                      RC_ASSERT(naive.has({chain, b}) || b >= part.end);
                    }
                    if (part.blocks() == 0) break;
                    tier.pin(part);
                    pinned.push_back(part);
                    for (int b = part.first; b < part.end; ++b) {
                      ++naive.pins[{chain, b}];
                      std::erase(naive.idle, NaiveTier::Key{chain, b});
                    }
                    break;
                  }
                  default:
                    if (pinned.empty()) break;
                    const BlockRange part = pinned.back();
                    pinned.pop_back();
                    tier.unpin(part);
                    for (int b = part.end; b-- > part.first;) {
                      if (--naive.pins[{part.chain.value(), b}] == 0) {
                        naive.idle.emplace_back(part.chain.value(), b);
                      }
                    }
                }
                RC_ASSERT(tier.blocks() == static_cast<std::int32_t>(naive.pins.size()));
                RC_ASSERT(tier.idle_blocks() == static_cast<std::int32_t>(naive.idle.size()));
              }
            },
            1500) == "");
}

TEST_CASE("TierStore: to pin and unpin at once makes recent what nobody loads") {
  TierStore tier;
  tier.reset(4);
  store(tier, range(0, 0, 2));
  store(tier, range(1, 0, 1));
  store(tier, range(2, 0, 1));
  CHECK(tier.has_room(0));
  CHECK_FALSE(tier.has_room(1));
  tier.pin(range(1, 0, 1));
  tier.pin_and_unpin(range(1, 0, 1));
  CHECK(tier.idle_blocks() == 3);
  tier.unpin(range(1, 0, 1));
  tier.pin_and_unpin(range(0, 0, 2));  // order C, B, A's end, A's beginning
  CHECK(store(tier, range(3, 0, 3)) == Ranges{range(2, 0, 1), range(1, 0, 1), range(0, 1, 2)});
}

TEST_CASE(
    "TierStore: copies that are asked for together are one from then on, if nobody loads any") {
  for (const bool loading : {false, true}) {
    CAPTURE(loading);
    TierStore tier;
    tier.reset(5);
    store(tier, range(0, 0, 3));
    store(tier, range(0, 3, 5));
    if (loading) tier.pin(range(0, 3, 5));
    tier.touch(range(0, 0, 5));
    if (loading) tier.unpin(range(0, 3, 5));
    Ranges evicted;
    CHECK(tier.make_room(5, evicted));
    CHECK(evicted == (loading ? Ranges{range(0, 0, 3), range(0, 3, 5)} : Ranges{range(0, 0, 5)}));
  }
}

}  // namespace tier_store_test
