#include "engine/metrics/late_percentile.h"

#include <doctest/doctest.h>

#include <limits>

namespace late_percentile_test {

using namespace servesweep::engine;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double late(const LatencySample& sample, std::int64_t never, double percent) {
  const LatencySample* const one = &sample;
  return late_percentile(std::span(&one, 1), never, percent);
}

}  // namespace

TEST_CASE("late percentile: those who were never served stand behind all others") {
  LatencySample sample;
  for (const TimeUs us : {30, 10, 20}) sample.add_whole(us);
  CHECK(late(sample, 0, 50) == 20);
  CHECK(late(sample, 0, 75) == 25);
  CHECK(late(sample, 2, 50) == 30);         // rank 2 of 0 … 4, the last that is finite
  CHECK(late(sample, 2, 25) == 20);         // rank 1
  CHECK(late(sample, 2, 51) == kInfinity);  // between 30 and never
  CHECK(late(sample, 1, 50) == 25);
  CHECK(late(LatencySample(), 3, 1) == kInfinity);
  CHECK(late(LatencySample(), 0, 99) == 0);
}

TEST_CASE("late percentile: of all requests, from a summary of the served") {
  LatencySample sample;
  for (TimeUs us = 1; us <= 100; ++us) sample.add_whole(us);
  const LatencySample* const one = &sample;
  LatencySummary served;
  served.count = 100;
  served.p99_us = 99.01;
  CHECK(p99_of_all(std::span(&one, 1), served, 100) == 99.01);
  // 101 requests: rank 99 of 0 … 100, the largest value; 102: rank 99.99, beyond it.
  CHECK(p99_of_all(std::span(&one, 1), served, 101) == 100);
  CHECK(p99_of_all(std::span(&one, 1), served, 102) == kInfinity);
}

}  // namespace late_percentile_test
