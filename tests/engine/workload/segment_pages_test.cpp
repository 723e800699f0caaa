#include "engine/workload/segment_pages.h"

#include <doctest/doctest.h>

namespace segment_pages_test {

using namespace servesweep::engine;

namespace {

Segment segment(std::uint32_t number) {
  return {ChainId(static_cast<std::int32_t>(number)), 1};
}

}  // namespace

TEST_CASE("SegmentPages: segments stay where they are, side by side, however many come") {
  SegmentPages pages;
  const Segment single = segment(7);
  const SegmentRange first = pages.append(std::span(&single, 1));
  const Segment* const place = pages.at(first).data();
  std::vector<SegmentRange> pairs;
  for (std::uint32_t i = 0; i < SegmentPages::kPageSize; ++i) {
    const std::vector<Segment> pair{segment(2 * i), segment(2 * i + 1)};
    pairs.push_back(pages.append(pair));
  }
  CHECK(pages.at(first).data() == place);
  CHECK(place->chain == ChainId(7));
  std::vector<Segment> all;
  pages.copy_to(all);
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    const std::span<const Segment> pair = pages.at(pairs[i]);
    REQUIRE(pair.size() == 2);
    CHECK(pair[0].chain == segment(2 * i).chain);
    CHECK(pair[1].chain == segment(2 * i + 1).chain);
    CHECK(all[pairs[i].begin].chain == pair[0].chain);
    CHECK(all[pairs[i].begin + 1].chain == pair[1].chain);
  }
}

TEST_CASE("SegmentPages: nothing is a range of nothing, and clearing begins again in place") {
  SegmentPages pages;
  CHECK(pages.at(pages.append({})).empty());
  const Segment one = segment(1);
  const Segment* const place = pages.at(pages.append(std::span(&one, 1))).data();
  pages.clear();
  const SegmentRange again = pages.append(std::span(&one, 1));
  CHECK(again.begin == 0);
  CHECK(pages.at(again).data() == place);
}

}  // namespace segment_pages_test
