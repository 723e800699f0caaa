#include "sweep/search/shuffle.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

namespace servesweep::sweep::shuffle_test {

TEST_CASE("all orders are equally likely") {
  constexpr int kDraws = 6000;
  std::map<std::vector<int>, int> counts;
  for (int i = 0; i < kDraws; ++i) {
    engine::Stream stream(1, engine::StreamPurpose("test.shuffle"), static_cast<std::uint64_t>(i));
    std::vector<int> values{0, 1, 2};
    shuffle(values, stream);
    ++counts[values];
  }
  REQUIRE(counts.size() == 6);
  // Four standard deviations of the binomial with p = 1/6.
  for (const auto& [order, count] : counts) {
    CHECK(std::abs(count - kDraws / 6) < 4 * std::sqrt(kDraws * 5 / 36.0));
  }
}

}  // namespace servesweep::sweep::shuffle_test
