#include "engine/kv/cpu_tier.h"

#include <doctest/doctest.h>

namespace cpu_tier_test {

using namespace servesweep::engine;

TEST_CASE("CpuTier: gives back the oldest blocks first and counts what is left") {
  CpuTier tier;
  tier.reset(10);
  CHECK(tier.capacity_blocks() == 10);
  tier.store({.chain = ChainId(3), .first = 2, .end = 6});
  tier.store({.chain = {}, .first = 0, .end = 3});
  CHECK(tier.blocks() == 7);
  CHECK(tier.free_blocks() == 3);

  const CpuTier::Entry part = tier.take_oldest(3);
  CHECK(part.chain == ChainId(3));
  CHECK(part.first == 2);
  CHECK(part.end == 5);
  const CpuTier::Entry rest = tier.take_oldest(3);
  CHECK(rest.chain == ChainId(3));
  CHECK(rest.first == 5);
  CHECK(rest.end == 6);
  const CpuTier::Entry anonymous = tier.take_oldest(100);
  CHECK_FALSE(anonymous.chain.valid());
  CHECK(anonymous.end - anonymous.first == 3);
  CHECK(tier.blocks() == 0);
  CHECK(tier.free_blocks() == 10);
}

TEST_CASE("CpuTier: reset empties it") {
  CpuTier tier;
  tier.reset(4);
  tier.store({.chain = ChainId(0), .first = 0, .end = 4});
  tier.reset(2);
  CHECK(tier.blocks() == 0);
  CHECK(tier.free_blocks() == 2);
}

}  // namespace cpu_tier_test
