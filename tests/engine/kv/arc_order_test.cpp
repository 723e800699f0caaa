#include "engine/kv/arc_order.h"

#include <doctest/doctest.h>

#include "engine/kv/tier_store.h"
#include "tests/engine/kv/naive_arc.h"
#include "tests/property.h"

namespace arc_order_test {

using namespace servesweep::engine;

namespace {

BlockRange range(std::int32_t chain, std::int32_t first, std::int32_t end) {
  return {.chain = ChainId(chain), .first = first, .end = end};
}

using Ranges = std::vector<BlockRange>;

/// Stores, with the touch that follows each store, and waits until it is there; returns what was
/// evicted for it.
Ranges store(TierStore& tier, const BlockRange& what) {
  Ranges evicted;
  REQUIRE(tier.make_room(what.blocks(), evicted));
  const ExtentId copy = tier.expect(what);
  tier.touch(what);
  Ranges arrived;
  tier.arrive(copy, arrived);
  return evicted;
}

bool refused(TierStore& tier, std::int32_t blocks) {
  Ranges evicted;
  return !tier.make_room(blocks, evicted) && evicted.empty();
}

}  // namespace

TEST_CASE("ArcOrder: vLLM's ARC manager, step by step") {
  TierStore tier;  // scenario 15: capacity of 4; chains 0 to 4 are A to E
  tier.reset(4, "arc");
  store(tier, range(0, 0, 2));
  store(tier, range(1, 0, 1));
  tier.touch(range(0, 0, 2));                                    // T1 B1; T2 A2 A1
  CHECK(store(tier, range(2, 0, 2)) == Ranges{range(1, 0, 1)});  // T1 C2 C1; ghosts B1
  tier.pin(range(0, 0, 2));
  CHECK(refused(tier, 3));                                       // only C2 and C1 are idle
  CHECK(store(tier, range(3, 0, 2)) == Ranges{range(2, 0, 2)});  // C2, then C1
  tier.unpin(range(0, 0, 2));

  // From here on by hand. T1 D2 D1; T2 A2 A1; B1 has B1 C2 C1; p = 0.
  tier.touch(range(1, 0, 1));
  tier.touch(range(2, 0, 2));                                    // p = 3 > |T1|
  CHECK(store(tier, range(4, 0, 1)) == Ranges{range(0, 1, 2)});  // A2, the ghost of T2
  CHECK(store(tier, range(4, 1, 2)) == Ranges{range(3, 1, 2)});  // |T1| = 3 = p: D2
  tier.touch(range(0, 1, 2));                                    // p = max(0, 3 − 4/1)
  CHECK(store(tier, range(4, 2, 3)) == Ranges{range(3, 0, 1)});  // D1
  // T1 E1 E2 E3; T2 A1; B1 C2 C1 D2 D1, so B1 is forgotten; B2 A2.
  tier.touch(range(1, 0, 1));
  tier.touch(range(2, 0, 2));
  tier.touch(range(3, 0, 1));  // p = 3 = |T1|
  tier.pin(range(0, 0, 1));
  CHECK_FALSE(refused(tier, 0));
  tier.touch(range(3, 1, 2));  // p = 4
  CHECK(refused(tier, 1));     // T2's turn, but A1 is pinned
  tier.unpin(range(0, 0, 1));
  CHECK(store(tier, range(5, 0, 1)) == Ranges{range(0, 0, 1)});
}

TEST_CASE("ArcOrder: a use makes it T2, a use on the way does not") {
  TierStore tier;
  tier.reset(3, "arc");
  const ExtentId a = tier.expect(range(0, 0, 1)), b = tier.expect(range(1, 0, 1));
  tier.touch(range(0, 0, 1));  // T1 B A, both on the way
  Ranges arrived;
  tier.arrive(a, arrived);
  tier.arrive(b, arrived);
  store(tier, range(2, 0, 1));
  Ranges evicted;
  REQUIRE(tier.make_room(1, evicted));
  CHECK(evicted == Ranges{range(1, 0, 1)});
  tier.touch(range(0, 0, 1));  // T1 C; T2 A
  REQUIRE(tier.make_room(3, evicted));
  CHECK(evicted == Ranges{range(1, 0, 1), range(2, 0, 1), range(0, 0, 1)});
}

namespace {

/// The same operations on a tier and on the naive ARC.
struct Pair {
  using Key = NaiveArc::Key;

  explicit Pair(std::int32_t capacity) : naive(static_cast<std::size_t>(capacity)) {
    tier.reset(capacity, "arc");
  }

  static std::vector<Key> keys_of(const BlockRange& what) {
    std::vector<Key> keys;
    for (int b = what.first; b < what.end; ++b) keys.emplace_back(what.chain.value(), b);
    return keys;
  }

  /// Private blocks are keys of chain −1, which are all alike.
  static void require_equal(const Ranges& evicted, const std::vector<Key>& naive_evicted) {
    std::vector<Key> keys;
    for (const BlockRange& part : evicted) {
      for (int b = part.end; b-- > part.first;) keys.emplace_back(part.chain.value(), b);
    }
    RC_ASSERT(keys.size() == naive_evicted.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      RC_ASSERT(keys[i].first == naive_evicted[i].first);
      RC_ASSERT((keys[i].first < 0 || keys[i].second == naive_evicted[i].second));
    }
  }

  void store(const BlockRange& what) {
    Ranges missing, evicted;
    std::vector<Key> own = keys_of(what), wanted;
    if (what.chain.valid()) {
      tier.append_missing(what, missing);
    } else {
      missing.push_back(what);
      for (Key& key : own) key.second = ++last_private;
    }
    for (const Key& key : own) {
      if (!naive.has(key)) wanted.push_back(key);
    }
    std::int32_t blocks = 0;
    for (const BlockRange& part : missing) blocks += part.blocks();
    RC_ASSERT(blocks == static_cast<std::int32_t>(wanted.size()));
    if (blocks == 0) return;
    if (what.chain.valid()) tier.pin(what);
    const bool fits = tier.make_room(blocks, evicted);
    if (what.chain.valid()) tier.unpin(what);
    const auto naive_evicted = naive.store(wanted, own);
    RC_ASSERT(fits == naive_evicted.has_value());
    if (!fits) return;
    require_equal(evicted, *naive_evicted);
    Pending pending{.copies = {}, .keys = wanted};
    for (auto part = missing.rbegin(); part != missing.rend(); ++part) {
      pending.copies.push_back(tier.expect(*part));
    }
    if (what.chain.valid()) tier.touch(what);
    naive.touch(own);
    on_the_way.push_back(pending);
  }

  void arrive(std::size_t which) {
    Ranges arrived;
    for (const ExtentId copy : on_the_way[which].copies) tier.arrive(copy, arrived);
    for (const Key& key : on_the_way[which].keys) naive.arrive(key);
    on_the_way.erase(on_the_way.begin() + static_cast<std::ptrdiff_t>(which));
  }

  void touch(const BlockRange& what) {
    tier.touch(what);
    naive.touch(keys_of(what));
  }

  void load(BlockRange what) {
    what.end = tier.readable_end(what.chain, what.first, what.end);
    if (what.blocks() == 0) return;
    tier.pin(what);
    for (const Key& key : keys_of(what)) naive.pin(key);
    loads.push_back(what);
  }

  void end_load(std::size_t which) {
    tier.unpin(loads[which]);
    for (const Key& key : keys_of(loads[which])) naive.unpin(key);
    loads.erase(loads.begin() + static_cast<std::ptrdiff_t>(which));
  }

  /// Evicts block by block as long as the two find one.
  void drain() {
    while (!on_the_way.empty()) arrive(0);
    while (!loads.empty()) end_load(0);
    while (tier.blocks() > 0) {
      Ranges evicted;
      const bool found = tier.make_room(tier.capacity_blocks() - tier.blocks() + 1, evicted);
      const auto naive_evicted = naive.evict(1, {});
      RC_ASSERT(found == naive_evicted.has_value());
      if (!found) break;
      require_equal(evicted, *naive_evicted);
    }
  }

  struct Pending {
    std::vector<ExtentId> copies;
    std::vector<Key> keys;
  };
  TierStore tier;
  NaiveArc naive;
  std::vector<Pending> on_the_way;
  Ranges loads;
  std::int32_t last_private = 0;
};

}  // namespace

TEST_CASE("ArcOrder: equals ARC block by block on random operations") {
  CHECK(servesweep::counterexample(
            [] {
              Pair pair(*rc::gen::inRange(1, 30));
              for (int steps = *rc::gen::inRange(1, 90); steps > 0; --steps) {
                const int chain = *rc::gen::inRange(0, 4), first = *rc::gen::inRange(0, 12);
                const BlockRange what = range(chain, first, first + *rc::gen::inRange(1, 9));
                switch (*rc::gen::inRange(0, 8)) {
                  case 0:
                  case 1:
                    pair.store(what);
                    break;
                  case 2:
                    pair.store({.chain = {}, .first = what.first, .end = what.end});
                    break;
                  case 3:
                  case 4:
                    pair.touch(what);
                    break;
                  case 5:
                    pair.load(what);
                    break;
                  case 6:
                    if (pair.loads.empty()) break;
                    pair.end_load(*rc::gen::inRange<std::size_t>(0, pair.loads.size()));
                    break;
                  default:
                    if (pair.on_the_way.empty()) break;
                    pair.arrive(*rc::gen::inRange<std::size_t>(0, pair.on_the_way.size()));
                }
                RC_ASSERT(pair.tier.blocks() == static_cast<int>(pair.naive.blocks()));
                RC_ASSERT(pair.tier.idle_blocks() == static_cast<int>(pair.naive.idle_blocks()));
              }
              pair.drain();
            },
            3000) == "");
}

}  // namespace arc_order_test
