#include "engine/workload/earliest_of.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/random/stream.h"

namespace earliest_of_test {

using namespace servesweep::engine;

TEST_CASE("EarliestOf: always the first of the least, for any number of times") {
  for (std::uint32_t count = 1; count <= 9; ++count) {
    EarliestOf earliest;
    earliest.reset(count);
    CHECK(earliest.time_us() == kForever);
    std::vector<TimeUs> times(count, kForever);
    Stream stream(1, StreamPurpose("test.earliest"), count);
    for (int change = 0; change < 200; ++change) {
      const auto i = static_cast<std::uint32_t>(stream() % count);
      times[i] = stream() % 8 == 0 ? kForever : static_cast<TimeUs>(stream() % 10);
      earliest.set(i, times[i]);
      const auto expected = std::min_element(times.begin(), times.end());
      REQUIRE(earliest.time_us() == *expected);
      if (*expected == kForever) continue;
      REQUIRE(earliest.index() == expected - times.begin());
      const TimeUs until_us = *expected + static_cast<TimeUs>(stream() % 3);
      const auto first =
          std::ranges::find_if(times, [&](TimeUs time_us) { return time_us <= until_us; });
      REQUIRE(earliest.first_until(until_us) == first - times.begin());
    }
  }
}

}  // namespace earliest_of_test
