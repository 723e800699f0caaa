#include "engine/policy/routing/partial_blocks.h"

#include <algorithm>
#include <tuple>

#include "tests/property.h"

namespace partial_blocks_test {

using namespace servesweep::engine;

namespace {

constexpr std::int32_t kInstances = 2;

/// The same operations on partial blocks and on a list of (row, block, tokens), oldest first.
struct Pair {
  using Key = std::tuple<ChainRow, std::int32_t, std::int32_t>;

  Pair() {
    circles.reset(kInstances);
    partial.reset(kInstances);
  }
  void touch(ChainRow row, const PartialBlock& block, InstanceId instance) {
    partial.touch(row, block, instance, circles);
    std::vector<Key>& order = naive[instance.index()];
    std::erase(order, Key(row, block.block, block.tokens));
    order.emplace_back(row, block.block, block.tokens);
  }
  void evict(InstanceId instance) {
    std::vector<Key>& order = naive[instance.index()];
    if (order.empty()) return;
    partial.evict(circles.oldest(instance), instance, circles);
    order.erase(order.begin());
  }
  /// Of two instances of which the second lacks a block before it.
  void require_equal(ChainRow row, const PartialBlock& block) const {
    for (std::size_t lacking = 0; lacking < kInstances; ++lacking) {
      std::vector<std::int32_t> matched(kInstances, block.block), expected = matched;
      expected[lacking] = --matched[lacking];
      const std::vector<Key>& other = naive[1 - lacking];
      const bool held =
          std::ranges::find(other, Key(row, block.block, block.tokens)) != other.end();
      if (held) ++expected[1 - lacking];
      partial.extend_matches(row, block, circles, matched);
      RC_ASSERT(matched == expected);
    }
  }

  RecencyCircles circles;
  PartialBlocks partial;
  std::vector<std::vector<Key>> naive{kInstances};
};

}  // namespace

TEST_CASE("PartialBlocks: equal a list of single blocks on random touches and evictions") {
  servesweep::check_property([] {
    Pair pair;
    for (int steps = *rc::gen::inRange(1, 60); steps > 0; --steps) {
      const InstanceId instance(*rc::gen::inRange(0, kInstances));
      const ChainRow row(*rc::gen::inRange(0, 3));
      const PartialBlock block{
          .chain = ChainId(7), .block = *rc::gen::inRange(0, 3), .tokens = *rc::gen::inRange(1, 4)};
      pair.require_equal(row, block);
      if (*rc::gen::inRange(0, 3) > 0) {
        pair.touch(row, block, instance);
      } else {
        pair.evict(instance);
      }
      for (std::size_t i = 0; i < kInstances; ++i) {
        RC_ASSERT(pair.circles.blocks(InstanceId(static_cast<std::int32_t>(i))) ==
                  static_cast<std::int32_t>(pair.naive[i].size()));
      }
    }
  });
}

TEST_CASE("PartialBlock: what is left of a prompt belongs to the chain of its last token") {
  const std::vector<Segment> content{{ChainId(3), 21}, {ChainId(4), 50}};
  const auto of = [&](std::int32_t tokens) { return PartialBlock::of(content, tokens, 8); };
  CHECK(of(20).chain == ChainId(3));
  CHECK(of(20).block == 2);
  CHECK(of(20).tokens == 4);
  CHECK(of(21).chain == ChainId(3));
  CHECK(of(22).chain == ChainId(4));
  CHECK(of(50).is_shared());
  CHECK_FALSE(of(51).is_shared());  // the last token is the request's own
  CHECK_FALSE(of(48).is_shared());  // nothing is left
  CHECK_FALSE(PartialBlock::of({}, 20, 8).is_shared());
}

}  // namespace partial_blocks_test
