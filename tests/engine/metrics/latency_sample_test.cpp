#include "engine/metrics/latency_sample.h"

#include <doctest/doctest.h>

namespace latency_sample_test {

using namespace servesweep::engine;

namespace {

std::vector<double> values_of(const LatencySample& sample) {
  std::vector<double> values;
  sample.for_each([&](double us) { values.push_back(us); });
  return values;
}

}  // namespace

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
    CHECK(values_of(sample) == std::vector<double>{5, 2});
  }
}

TEST_CASE("LatencySample: whole microseconds are what they are, also beyond 32 bits") {
  LatencySample sample;
  sample.add(0.5);
  for (const TimeUs us : {TimeUs{0}, TimeUs{4'294'967'295}, TimeUs{4'294'967'296}}) {
    sample.add_whole(us);
  }
  CHECK(values_of(sample) == std::vector<double>{0, 4'294'967'295, 0.5, 4'294'967'296});
  CHECK(sample.size() == 4);
  CHECK(sample.sum_us() == 8'589'934'591.5);
  CHECK(sample.min_us() == 0);
  CHECK(sample.max_us() == 4'294'967'296);
  sample.clear();
  CHECK(values_of(sample).empty());
}

}  // namespace latency_sample_test
