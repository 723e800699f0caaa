#include "engine/kv/shared_blocks.h"

#include <doctest/doctest.h>

#include "tests/engine/kv/kv_samples.h"

namespace shared_blocks_test {

using namespace servesweep::engine;

TEST_CASE("list_shared_blocks: a range per chain with full blocks, as far as asked for") {
  const std::vector<Segment> content{segment(0, 10), segment(1, 11), segment(2, 30)};
  std::vector<BlockRange> ranges{{.chain = ChainId(7), .first = 0, .end = 1}};
  list_shared_blocks(content, 5, 4, ranges);  // chain 1 ends no block of 4 tokens
  const BlockRange first{.chain = ChainId(0), .first = 0, .end = 2};
  CHECK(ranges == std::vector<BlockRange>{first, {.chain = ChainId(2), .first = 2, .end = 5}});
  list_shared_blocks(content, 1, 4, ranges);
  CHECK(ranges == std::vector<BlockRange>{{.chain = ChainId(0), .first = 0, .end = 1}});
  list_shared_blocks({}, 5, 4, ranges);
  CHECK(ranges.empty());
}

}  // namespace shared_blocks_test
