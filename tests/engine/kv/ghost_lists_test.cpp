#include "engine/kv/ghost_lists.h"

#include <doctest/doctest.h>

namespace ghost_lists_test {

using namespace servesweep::engine;

namespace {

BlockRange range(std::int32_t chain, std::int32_t first, std::int32_t end) {
  return {.chain = ChainId(chain), .first = first, .end = end};
}

/// (list, blocks) of every part that a touch finds.
using Parts = std::vector<std::pair<std::size_t, std::int32_t>>;
Parts touched(GhostLists& ghosts, const BlockRange& what) {
  Parts parts;
  ghosts.touch(what,
               [&](std::size_t list, std::int32_t blocks) { parts.emplace_back(list, blocks); });
  return parts;
}

}  // namespace

TEST_CASE("GhostLists: finds what was evicted, from the end down, until it is forgotten") {
  GhostLists ghosts;
  ghosts.reset(20);
  ghosts.add(0, range(7, 4, 10));
  ghosts.add(1, range(7, 2, 4));
  CHECK(ghosts.blocks(0) == 6);
  CHECK(ghosts.blocks(1) == 2);
  CHECK(touched(ghosts, range(7, 0, 30)) == Parts{{0, 6}, {1, 2}});
  CHECK(touched(ghosts, range(7, 3, 6)) == Parts{{0, 2}, {1, 1}});
  CHECK(touched(ghosts, range(6, 3, 6)).empty());
  ghosts.forget(range(7, 3, 6));
  CHECK(ghosts.blocks(0) == 4);
  CHECK(ghosts.blocks(1) == 1);
  CHECK(touched(ghosts, range(7, 0, 30)) == Parts{{0, 4}, {1, 1}});
  ghosts.reset(20);
  CHECK(touched(ghosts, range(7, 0, 30)).empty());
}

TEST_CASE("GhostLists: a list never outgrows the capacity, the oldest goes first") {
  GhostLists ghosts;
  ghosts.reset(5);
  ghosts.add(0, range(0, 0, 3));
  ghosts.add(1, range(1, 0, 3));
  ghosts.add(0, range(2, 0, 4));  // drops blocks 2 and 1 of the first
  CHECK(ghosts.blocks(0) == 5);
  CHECK(ghosts.blocks(1) == 3);
  CHECK(touched(ghosts, range(0, 0, 3)) == Parts{{0, 1}});  // now the most recent
  ghosts.add(0, range(3, 0, 4));
  CHECK(touched(ghosts, range(2, 0, 4)).empty());
  CHECK(touched(ghosts, range(0, 0, 3)) == Parts{{0, 1}});
}

TEST_CASE("GhostLists: block by block evicted, found as one") {
  GhostLists ghosts;
  ghosts.reset(5);
  for (int block = 6; block-- > 0;) ghosts.add(1, range(0, block, block + 1));
  CHECK(touched(ghosts, range(0, 0, 9)) == Parts{{1, 5}});
  ghosts.add(1, range(0, 5, 6));
  CHECK(touched(ghosts, range(0, 4, 9)) == Parts{{1, 1}});  // 4 was the oldest
}

TEST_CASE("GhostLists: private blocks push others out and are never found") {
  GhostLists ghosts;
  ghosts.reset(6);
  const BlockRange anonymous{.chain = {}, .first = 2, .end = 4};
  ghosts.add(0, range(0, 0, 3));
  ghosts.add(0, anonymous);
  ghosts.add(0, anonymous);
  CHECK(ghosts.blocks(0) == 6);
  CHECK(touched(ghosts, range(0, 0, 3)) == Parts{{0, 2}});
  ghosts.forget(anonymous);
  CHECK(touched(ghosts, anonymous).empty());
  ghosts.add(0, range(1, 0, 4));  // drops the private ones
  CHECK(touched(ghosts, range(0, 0, 3)) == Parts{{0, 2}});
}

}  // namespace ghost_lists_test
