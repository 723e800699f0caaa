#include "engine/metrics/latency_sample.h"

#include <doctest/doctest.h>

using namespace servesweep::engine;

TEST_CASE("LatencySample: sum and extremes follow the values, and are forgotten with them") {
  LatencySample sample;
  for (int run = 0; run < 2; ++run) {
    sample.clear();
    CHECK(sample.size() == 0);
    CHECK(sample.min_us() > 1e300);
    sample.add(5);
    sample.add(2);
    CHECK(sample.size() == 2);
    CHECK(sample.sum_us() == 7);
    CHECK(sample.min_us() == 2);
    CHECK(sample.max_us() == 5);
    CHECK(sample.values_us() == std::vector<double>{5, 2});
  }
}
