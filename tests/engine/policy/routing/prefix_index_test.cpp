#include "engine/policy/routing/prefix_index.h"

#include <doctest/doctest.h>

#include <list>
#include <tuple>

#include "tests/engine/random/dice.h"

namespace prefix_index_test {

using namespace servesweep::engine;

namespace {

/// A block by content; private blocks carry the number of the touch that brought them, negative;
/// partial ones their length.
using Key = std::tuple<ChainId, std::int32_t, std::int32_t>;  // chain, block, owner or length

Segment segment(std::int32_t chain, std::int32_t end_token) {
  return {ChainId(chain), end_token};
}

/// Content whose tokens before a chain are always the same; segments end inside blocks.
const std::vector<std::vector<Segment>> kContents{
    {},
    {segment(0, 21)},
    {segment(0, 21), segment(1, kAllFurtherTokens)},
    {segment(0, 21), segment(2, 50)},
    {segment(3, kAllFurtherTokens)},
    {segment(4, 6), segment(5, 7), segment(6, kAllFurtherTokens)}};

std::vector<Key> keys_of(const std::vector<Segment>& content, std::int32_t tokens,
                         std::int32_t block_tokens, bool partial, std::int32_t owner) {
  std::vector<Key> keys;
  for (std::int32_t block = 0; block * block_tokens < tokens; ++block) {
    const std::int32_t length = std::min(block_tokens, tokens - block * block_tokens);
    if (length < block_tokens && !partial) break;
    const std::int32_t last = block * block_tokens + length - 1;
    Key key{ChainId(), block, -owner};
    for (const Segment& one : content) {
      if (last < one.end_token) {
        key = {one.chain, block, length};
        break;
      }
    }
    keys.push_back(key);
  }
  return keys;
}

/// One instance's set, block by block.
class NaiveLru {
 public:
  explicit NaiveLru(std::size_t capacity) : capacity_(capacity) {}

  void touch(const std::vector<Key>& keys) {
    for (const Key& key : keys) {
      const auto found = std::find(order_.begin(), order_.end(), key);
      if (found != order_.end()) {
        order_.erase(found);
      } else if (order_.size() == capacity_) {
        order_.pop_front();
      }
      order_.push_back(key);
    }
  }

  [[nodiscard]] std::int32_t leading(const std::vector<Key>& keys) const {
    std::int32_t count = 0;
    for (const Key& key : keys) {
      if (std::find(order_.begin(), order_.end(), key) == order_.end()) break;
      ++count;
    }
    return count;
  }

  [[nodiscard]] std::size_t size() const { return order_.size(); }

 private:
  std::size_t capacity_;
  std::list<Key> order_;
};

}  // namespace

TEST_CASE("PrefixIndex: equals sets of single blocks on random requests") {
  constexpr std::size_t kInstances = 3;
  PrefixIndex index;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const std::int32_t block_tokens = dice.between(1, 8), capacity = dice.between(1, 60);
    const bool partial = seed % 2 == 1;
    index.reset(kInstances, capacity, block_tokens, partial);
    std::vector<NaiveLru> naive(kInstances, NaiveLru(static_cast<std::size_t>(capacity)));
    for (std::int32_t i = 1; i <= 150; ++i) {
      const std::vector<Segment>& content = kContents[static_cast<std::size_t>(dice.below(6))];
      const std::int32_t tokens = dice.between(1, 100);
      const std::vector<Key> keys = keys_of(content, tokens, block_tokens, partial, i);
      std::vector<std::int32_t> matched(kInstances, -1), expected;
      index.count_matches(content, tokens, matched);
      for (const NaiveLru& one : naive) expected.push_back(one.leading(keys));
      REQUIRE(matched == expected);

      const InstanceId chosen(dice.below(static_cast<std::int32_t>(kInstances)));
      index.touch(content, tokens, chosen);
      naive[chosen.index()].touch(keys);
      for (std::size_t j = 0; j < kInstances; ++j) {
        REQUIRE(static_cast<std::size_t>(index.size_blocks(
                    InstanceId(static_cast<std::int32_t>(j)))) == naive[j].size());
      }
    }
  }
}

TEST_CASE("PrefixIndex: a lookup does not refresh") {
  PrefixIndex index;
  index.reset(1, 4, 1);
  const std::vector<Segment> a{segment(0, 2)}, b{segment(1, 2)}, c{segment(2, 1)};
  const InstanceId only(0);
  index.touch(a, 2, only);
  index.touch(b, 2, only);
  std::vector<std::int32_t> matched(1);
  index.count_matches(a, 2, matched);
  CHECK(matched[0] == 2);
  index.touch(c, 1, only);  // evicts the first block of a, in spite of the lookup
  index.count_matches(a, 2, matched);
  CHECK(matched[0] == 0);
  index.count_matches(b, 2, matched);
  CHECK(matched[0] == 2);
}

TEST_CASE("PrefixIndex: a partial block is found by prompts that end there, and by no other") {
  PrefixIndex index;
  index.reset(2, 4, 64, true);
  const std::vector<Segment> chain{segment(0, kAllFurtherTokens)};
  const auto matches = [&](std::int32_t tokens) {
    std::vector<std::int32_t> matched(2, -1);
    index.count_matches(chain, tokens, matched);
    return matched;
  };
  using Matches = std::vector<std::int32_t>;
  index.touch(chain, 100, InstanceId(1));  // 64 tokens and 36
  CHECK(index.size_blocks(InstanceId(1)) == 2);
  CHECK(matches(100) == Matches{0, 2});
  CHECK(matches(101) == Matches{0, 1});
  CHECK(matches(128) == Matches{0, 1});
  CHECK(matches(36) == Matches{0, 0});
  index.touch(chain, 128, InstanceId(1));  // the full block is another one
  CHECK(index.size_blocks(InstanceId(1)) == 3);
  CHECK(matches(100) == Matches{0, 2});
  CHECK(matches(128) == Matches{0, 2});
  index.touch({}, 65, InstanceId(1));  // two private blocks: the partial one of 36 is the oldest
  CHECK(index.size_blocks(InstanceId(1)) == 4);
  CHECK(matches(100) == Matches{0, 1});
  CHECK(matches(128) == Matches{0, 2});
}

}  // namespace prefix_index_test
