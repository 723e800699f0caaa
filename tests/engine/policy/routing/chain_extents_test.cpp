#include "engine/policy/routing/chain_extents.h"

#include <algorithm>
#include <utility>

#include "tests/property.h"

namespace chain_extents_test {

using namespace servesweep::engine;

namespace {

constexpr std::int32_t kInstances = 2, kRows = 3;

/// Where the blocks of a chain begin.
std::int32_t first_block(std::int32_t row) {
  return 2 * row;
}

/// What one instance holds, block by block as (row, block), oldest first.
class NaiveOrder {
 public:
  void touch(std::int32_t row, std::int32_t end) {
    for (std::int32_t block = first_block(row); block < end; ++block) {
      std::erase(order_, std::pair(row, block));
      order_.emplace_back(row, block);
    }
  }
  void evict() { order_.erase(order_.begin()); }
  [[nodiscard]] std::int32_t leading_end(std::int32_t row) const {
    std::int32_t end = first_block(row);
    while (std::ranges::find(order_, std::pair(row, end)) != order_.end()) ++end;
    return end;
  }
  [[nodiscard]] std::int32_t blocks() const { return static_cast<std::int32_t>(order_.size()); }

 private:
  std::vector<std::pair<std::int32_t, std::int32_t>> order_;
};

/// The same operations on extents and block by block.
struct Pair {
  Pair() {
    circles.reset(kInstances);
    full.reset(kInstances);
    for (std::int32_t row = 0; row < kRows; ++row) RC_ASSERT(full.add_row() == ChainRow(row));
  }
  void touch(std::int32_t row, std::int32_t blocks, InstanceId instance) {
    const std::int32_t end = first_block(row) + blocks;
    full.touch(ChainRow(row), first_block(row), end, instance, circles);
    naive[instance.index()].touch(row, end);
  }
  void evict(std::int32_t most, InstanceId instance) {
    if (circles.blocks(instance) == 0) return;
    const HeldExtentId oldest = circles.oldest(instance);
    std::int32_t count = std::min(most, circles[oldest].blocks());
    full.evict(oldest, most, instance, circles);
    for (; count > 0; --count) naive[instance.index()].evict();
  }
  void require_equal() const {
    for (std::int32_t i = 0; i < kInstances; ++i) {
      const InstanceId instance(i);
      RC_ASSERT(circles.blocks(instance) == naive[instance.index()].blocks());
      for (std::int32_t row = 0; row < kRows; ++row) {
        const std::int32_t end = full.leading_ends(ChainRow(row))[instance.index()];
        const std::int32_t expected = naive[instance.index()].leading_end(row);
        RC_ASSERT(std::max(end, first_block(row)) == expected);
      }
    }
  }

  RecencyCircles circles;
  ChainExtents full;
  std::vector<NaiveOrder> naive{kInstances};
};

}  // namespace

TEST_CASE("ChainExtents: equal single blocks on random touches and evictions") {
  servesweep::check_property([] {
    Pair pair;
    for (int steps = *rc::gen::inRange(1, 60); steps > 0; --steps) {
      const InstanceId instance(*rc::gen::inRange(0, kInstances));
      const std::int32_t blocks = *rc::gen::inRange(1, 12);
      if (*rc::gen::inRange(0, 3) > 0) {
        pair.touch(*rc::gen::inRange(0, kRows), blocks, instance);
      } else {
        pair.evict(blocks, instance);
      }
      pair.require_equal();
    }
  });
}

TEST_CASE("ChainExtents: what lies behind a gap counts again once it is closed") {
  RecencyCircles circles;
  ChainExtents full;
  const InstanceId only(0);
  circles.reset(1);
  full.reset(1);
  const ChainRow row = full.add_row();
  full.touch(row, 0, 10, only, circles);
  full.touch(row, 0, 4, only, circles);
  CHECK(full.leading_ends(row)[0] == 10);
  full.evict(circles.oldest(only), 2, only, circles);  // blocks 4 and 5
  CHECK(full.leading_ends(row)[0] == 4);
  full.touch(row, 0, 5, only, circles);
  CHECK(full.leading_ends(row)[0] == 5);
  full.touch(row, 0, 6, only, circles);
  CHECK(full.leading_ends(row)[0] == 10);
  CHECK(circles.blocks(only) == 10);
}

}  // namespace chain_extents_test
