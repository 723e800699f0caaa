#include "io/trace/content_chains.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "engine/workload/content_blocks.h"
#include "tests/engine/random/dice.h"

namespace servesweep::io::content_chains_test {
namespace {

using engine::Segment;
using Ids = std::vector<std::int64_t>;
using Blocks = std::vector<std::pair<std::int32_t, std::int32_t>>;  // (chain, index), in order

struct Laid {
  std::vector<std::vector<Segment>> contents;
  std::int32_t chains = 0;

  [[nodiscard]] std::size_t segments() const {
    std::size_t count = 0;
    for (const auto& content : contents) count += content.size();
    return count;
  }
};

/// Prompts that are full of blocks of `block_tokens`.
Laid lay(const std::vector<Ids>& prompts, std::int32_t block_tokens) {
  ContentTree tree;
  std::vector<ContentTree::Node> nodes;
  for (const Ids& ids : prompts) {
    std::vector<BlockRun> runs;
    for (const std::int64_t id : ids) runs.push_back({id, 1});
    nodes.push_back(tree.insert(runs));
  }
  const ContentChains chains(tree, nodes, block_tokens);
  Laid laid;
  laid.chains = chains.chains();
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    const auto tokens = static_cast<std::int32_t>(std::ssize(prompts[i])) * block_tokens;
    chains.append_segments(nodes[i], tokens, laid.contents.emplace_back());
  }
  return laid;
}

Blocks blocks_of(const std::vector<Segment>& content, std::int32_t tokens,
                 std::int32_t block_tokens) {
  Blocks blocks;
  engine::visit_shared_blocks(content, tokens, block_tokens,
                              [&](engine::ChainId chain, std::int32_t first, std::int32_t end) {
                                for (; first < end; ++first)
                                  blocks.emplace_back(chain.value(), first);
                                return true;
                              });
  return blocks;
}

std::int64_t common_prefix(const auto& a, const auto& b) {
  return std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
}

/// Identities that two prompts have in common, wherever they are.
std::int64_t common_anywhere(const Blocks& a, Blocks b) {
  std::int64_t count = 0;
  for (const auto& block : a) count += std::count(b.begin(), b.end(), block);
  return count;
}

/// Short lists over few identities, often continuing an earlier one.
std::vector<Ids> any_prompts(engine::Dice& dice) {
  std::vector<Ids> prompts;
  for (std::int32_t i = 0, n = dice.between(1, 30); i < n; ++i) {
    Ids ids;
    if (!prompts.empty() && dice.chance(70)) {
      ids = prompts[static_cast<std::size_t>(dice.below(i))];
      ids.resize(static_cast<std::size_t>(dice.between(0, static_cast<int>(std::ssize(ids)))));
    }
    for (std::int32_t more = dice.below(6); more > 0; --more) ids.push_back(dice.below(6));
    prompts.push_back(ids);
  }
  return prompts;
}

}  // namespace

TEST_CASE("two prompts share exactly the common prefix of their lists") {
  engine::Dice dice(7);
  for (int round = 0; round < 300; ++round) {
    const std::vector<Ids> prompts = any_prompts(dice);
    const Laid laid = lay(prompts, 32);
    std::vector<Blocks> blocks;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
      blocks.push_back(
          blocks_of(laid.contents[i], 32 * static_cast<std::int32_t>(std::ssize(prompts[i])), 16));
    }
    for (std::size_t i = 0; i < prompts.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const std::int64_t shared = 2 * common_prefix(prompts[i], prompts[j]);
        REQUIRE(common_prefix(blocks[i], blocks[j]) == shared);
        REQUIRE(common_anywhere(blocks[i], blocks[j]) == shared);
      }
    }
  }
}

TEST_CASE("a chain always has the same chains in front of it") {
  engine::Dice dice(8);
  for (int round = 0; round < 100; ++round) {
    std::map<std::int32_t, std::vector<std::pair<std::int32_t, std::int32_t>>> lineage;
    for (const std::vector<Segment>& content : lay(any_prompts(dice), 16).contents) {
      std::vector<std::pair<std::int32_t, std::int32_t>> front;
      std::int32_t end = 0;
      for (const Segment& segment : content) {
        REQUIRE(segment.end_token > end);
        REQUIRE(lineage.try_emplace(segment.chain.value(), front).first->second == front);
        front.emplace_back(segment.chain.value(), end = segment.end_token);
      }
    }
  }
}

TEST_CASE("chains are few and long") {
  // 0 1 2 3 is the trunk; 9 and 8 leave it; what one prompt has alone is in no chain.
  const Laid laid =
      lay({{0, 1, 2, 3}, {0, 1, 2, 3, 4}, {0, 1, 2, 3, 5}, {0, 9, 7}, {0, 9}, {0, 1}, {0, 8}}, 512);
  CHECK(laid.chains == 2);
  CHECK(laid.segments() == 4 + 2 * 2 + 1);
  REQUIRE(laid.contents[1].size() == 1);
  CHECK(laid.contents[1][0].end_token == 4 * 512);
  REQUIRE(laid.contents[3].size() == 2);
  CHECK(laid.contents[3][0].chain == laid.contents[1][0].chain);
  CHECK(laid.contents[3][0].end_token == 512);
  CHECK(laid.contents[3][1].end_token == 2 * 512);
  CHECK(laid.contents[6].size() == 1);
}

TEST_CASE("the trunk goes on along the most travelled branch") {
  const Laid laid = lay({{0, 1}, {0, 1}, {0, 2}, {0, 2}, {0, 2}}, 16);
  CHECK(laid.chains == 2);
  CHECK(laid.contents[0].size() == 2);
  CHECK(laid.contents[2].size() == 1);
}

TEST_CASE("a block that is only partly filled ends with its prompt") {
  ContentTree tree;
  const std::vector<BlockRun> runs{{0, 2}};
  const std::vector<ContentTree::Node> nodes(2, tree.insert(runs));
  const ContentChains chains(tree, nodes, 512);
  std::vector<Segment> segments;
  chains.append_segments(nodes[0], 700, segments);
  REQUIRE(segments.size() == 1);
  CHECK(segments[0].end_token == 700);
}

TEST_CASE("prompts that do not count make nothing shared") {
  ContentTree tree;
  const auto node = tree.insert(std::vector<BlockRun>{{0, 2}});
  (void)tree.insert(std::vector<BlockRun>{{0, 3}});
  CHECK(ContentChains(tree, std::vector<ContentTree::Node>{node}, 512).chains() == 0);
}

}  // namespace servesweep::io::content_chains_test
