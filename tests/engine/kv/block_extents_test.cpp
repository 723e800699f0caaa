#include "engine/kv/block_extents.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

namespace block_extents_test {

using namespace servesweep::engine;

namespace {

constexpr ChainId kChain(0);

/// What the cache reports, as "+[2, 4) at 10".
class Heard : public ResidencyListener {
 public:
  void changed(const ResidencyChange& change, TimeUs now_us) override {
    said.push_back(fmt::format("{}[{}, {}) at {}", change.added ? '+' : '-', change.first,
                               change.end, now_us));
  }
  std::vector<std::string> said;
};

struct Fixture {
  explicit Fixture(bool keep_duplicates) { extents.reset(20, {}, keep_duplicates, &heard); }

  /// Blocks that were taken and are free again, findable or not.
  ExtentId free_mapped(std::int32_t first, std::int32_t end) {
    return freed(
        extents.create_mapped({.chain = kChain, .first = first, .end = end, .reusable = true}));
  }
  ExtentId freed(ExtentId id) {
    extents.take(extents[id].blocks());
    extents.free().push_newest(id, 0);
    return id;
  }

  Heard heard;
  BlockExtents extents;
};

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("BlockExtents: gives blank blocks first, then the ends of what was released first") {
  Fixture cache(false);
  cache.free_mapped(0, 6);
  cache.freed(cache.extents.create({.first = 0, .end = 4, .reusable = true}));
  CHECK(cache.extents.free().blocks() == 20);
  CHECK(cache.extents.free().blank() == 10);

  cache.extents.set_now(7);
  const std::int64_t version = cache.extents.version();
  cache.extents.take(10);
  CHECK(cache.heard.said.empty());
  CHECK(cache.extents.version() == version);

  cache.extents.take(2);
  CHECK(cache.heard.said == Said{"-[4, 6) at 7"});
  CHECK(cache.extents.map().cached_end(kChain, 0, 6) == 4);
  CHECK(cache.extents.version() > version);

  cache.extents.take(7);  // the rest of the chain, and three that nobody can find
  CHECK(cache.heard.said == Said{"-[4, 6) at 7", "-[0, 4) at 7"});
  CHECK(cache.extents.free().blocks() == 1);
}

TEST_CASE("BlockExtents: parts of an extent keep its standing, the upper one goes first") {
  Fixture cache(false);
  const ExtentId whole = cache.free_mapped(0, 9);
  cache.extents[whole].reuses = 3;
  const ExtentId middle = cache.extents.clip(whole, 2, 5);
  CHECK(cache.extents[middle].first == 2);
  CHECK(cache.extents[middle].end == 5);
  CHECK(cache.extents[middle].reuses == 3);
  CHECK(cache.extents[whole].end == 2);
  CHECK(cache.extents[whole].next_piece == middle);
  CHECK(cache.extents.map().cached_end(kChain, 0, 9) == 9);
  CHECK(cache.extents.free().blocks() == 20);
  CHECK(cache.extents.clip(middle, 0, 9) == middle);

  std::vector<std::int32_t> firsts;
  for (ExtentId id = cache.extents.free().first(); id.valid(); id = cache.extents.free().next(id)) {
    firsts.push_back(cache.extents[id].first);
  }
  CHECK(firsts == std::vector{5, 2, 0});
}

TEST_CASE("BlockExtents: a copy in reserve serves what is evicted") {
  Fixture cache(true);
  cache.free_mapped(0, 6);
  const ExtentId copy =
      cache.extents.create_spare({.chain = kChain, .first = 2, .end = 8, .reusable = true});
  CHECK_FALSE(cache.extents[copy].mapped);
  cache.extents.take(cache.extents.free().blank());
  cache.extents.take(3);  // of the blocks 3 to 5, all of which the copy has
  CHECK(cache.heard.said.empty());
  CHECK(cache.extents.map().cached_end(kChain, 0, 8) == 6);
  cache.extents.take(3);  // of the first three it has but one
  CHECK(cache.heard.said == Said{"-[0, 2) at 0"});
  CHECK(cache.extents.map().cached_end(kChain, 2, 8) == 6);
}

TEST_CASE("BlockExtents: what is unmapped stays where it is and is found no more") {
  Fixture cache(false);
  const ExtentId whole = cache.free_mapped(0, 9);
  cache.extents.unmap(kChain, 3, 5);
  CHECK(cache.extents.map().cached_end(kChain, 0, 9) == 3);
  CHECK(cache.extents.map().gap_end(kChain, 3, 9) == 5);
  CHECK(cache.extents[whole].mapped);
  CHECK(cache.extents.free().blocks() == 20);
  cache.extents.report_gaps(kChain, 0, 9, true);
  CHECK(cache.heard.said == Said{"+[3, 5) at 0"});
}

}  // namespace block_extents_test
