#include "sweep/report/thinned_counts.h"

#include <doctest/doctest.h>

#include <numeric>

namespace servesweep::sweep::thinned_counts_test {

using Counts = std::vector<std::int64_t>;

TEST_CASE("events are counted by stretch, in any order") {
  ThinnedCounts counts(4);
  CHECK(counts.counts().empty());
  for (const engine::TimeUs time_us : {3, 0, 3}) counts.add(time_us);
  CHECK(counts.width_us() == 1);
  CHECK(counts.counts() == Counts{1, 0, 0, 2});
  counts.add(6);  // stretches of 2 µs from here on
  CHECK(counts.width_us() == 2);
  CHECK(counts.counts() == Counts{1, 2, 0, 1});
  counts.add(1);
  CHECK(counts.counts() == Counts{2, 2, 0, 1});
  counts.widen(3);  // to the next doubling
  CHECK(counts.width_us() == 4);
  CHECK(counts.counts() == Counts{4, 1});
}

TEST_CASE("no event is lost, however long it takes") {
  ThinnedCounts counts(100);
  for (engine::TimeUs i = 0; i < 10'000; ++i) counts.add(i * i);
  CHECK(counts.counts().size() <= 100);
  CHECK(std::accumulate(counts.counts().begin(), counts.counts().end(), std::int64_t{0}) == 10'000);
  CHECK(counts.counts().back() > 0);
}

}  // namespace servesweep::sweep::thinned_counts_test
