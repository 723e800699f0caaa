#include "engine/kv/lower_tier.h"

#include <doctest/doctest.h>

namespace lower_tier_test {

using namespace servesweep::engine;

namespace {

BlockRange range(std::int32_t chain, std::int32_t first, std::int32_t end) {
  return {.chain = ChainId(chain), .first = first, .end = end};
}

using Ranges = std::vector<BlockRange>;

/// Blocks of 4 tokens, 8 of them, at 2 tokens per µs after 10 µs, one transfer after the other.
LowerTier some_tier() {
  LowerTier tier;
  tier.reset({.name = "cpu", .blocks = 8, .tokens_per_us = 2, .base_us = 10, .serial = true}, 4);
  return tier;
}

Ranges stored_by(LowerTier& tier, TimeUs now_us) {
  Ranges arrived;
  tier.collect_stored(now_us, arrived);
  return arrived;
}

}  // namespace

TEST_CASE("LowerTier: stores all or none, and each arrives with its transfer") {
  LowerTier tier = some_tier();
  Ranges evicted;
  REQUIRE(
      tier.begin_store(Ranges{range(0, 0, 3), range(1, 3, 5)}, 5, 100, evicted));  // 10 + 20 / 2
  REQUIRE(tier.begin_store(Ranges{range(2, 0, 2)}, 2, 100, evicted));              // 10 + 8 / 2
  CHECK_FALSE(tier.begin_store(Ranges{range(3, 0, 2)}, 2, 100, evicted));  // 7 are on the way
  CHECK(stored_by(tier, 119).empty());
  CHECK(stored_by(tier, 120) == Ranges{range(1, 3, 5), range(0, 0, 3)});
  CHECK(stored_by(tier, 134) == Ranges{range(2, 0, 2)});
  CHECK(evicted.empty());
  REQUIRE(tier.begin_store(Ranges{range(3, 0, 2)}, 2, 140, evicted));
  CHECK(evicted == Ranges{range(1, 4, 5)});  // the end of the prefix first
}

TEST_CASE("LowerTier: what is loaded stays and is known to be under way") {
  LowerTier tier = some_tier();
  Ranges evicted;
  REQUIRE(tier.begin_store(Ranges{range(0, 0, 8)}, 8, 0, evicted));
  stored_by(tier, 26);
  CHECK(tier.next_load_us() == kForever);
  CHECK(tier.estimate_load_us(30, 8) == doctest::Approx(14));
  const LoadId load(5);
  const TransferId part = tier.begin_load(load, Ranges{range(0, 0, 2), range(0, 4, 6)}, 30, 50);
  CHECK(tier.next_load_us() == 68);  // 50 + 10 + 16 / 2
  CHECK(tier.load_end_us(load, part) == 68);
  CHECK(tier.is_loading(range(0, 1, 3)));
  CHECK_FALSE(tier.is_loading(range(0, 2, 4)));
  CHECK_FALSE(tier.is_loading(range(1, 0, 3)));
  CHECK_FALSE(tier.begin_store(Ranges{range(1, 0, 5)}, 5, 60, evicted));  // 4 are idle
  std::vector<LoadId> over;
  tier.collect_loaded(67, over);
  CHECK(over.empty());
  tier.collect_loaded(68, over);
  CHECK(over == std::vector<LoadId>{load});
  CHECK_FALSE(tier.is_loading(range(0, 1, 3)));
  CHECK(tier.load_end_us(load, part) == 0);
  CHECK(tier.begin_store(Ranges{range(1, 0, 5)}, 5, 70, evicted));
}

TEST_CASE("LowerTier: reset forgets loads that were under way") {
  LowerTier tier = some_tier();
  Ranges evicted;
  REQUIRE(tier.begin_store(Ranges{range(0, 0, 8)}, 8, 0, evicted));
  stored_by(tier, 26);
  tier.begin_load(LoadId(0), Ranges{range(0, 0, 2)}, 30, 0);
  tier.reset({.name = "cpu", .blocks = 8, .tokens_per_us = 2}, 4);
  CHECK_FALSE(tier.is_loading(range(0, 0, 2)));
  CHECK(tier.next_load_us() == kForever);
  CHECK(tier.content().blocks() == 0);
}

}  // namespace lower_tier_test
