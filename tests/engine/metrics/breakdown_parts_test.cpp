#include "engine/metrics/breakdown_parts.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace breakdown_parts_test {

using namespace servesweep::engine;

TEST_CASE("kBreakdown: every part once, so that the parts add up to the sum") {
  LatencyBreakdown breakdown;
  std::set<std::string> names;
  TimeUs power = 1;
  for (const BreakdownPart& part : kBreakdown) {
    CHECK(names.insert(part.name).second);
    breakdown.*part.time_us = power;
    power *= 2;
  }
  CHECK(breakdown.sum_us() == power - 1);  // a part named twice would leave another one at 0
}

}  // namespace breakdown_parts_test
