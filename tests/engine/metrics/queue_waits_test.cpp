#include "engine/metrics/queue_waits.h"

#include <doctest/doctest.h>

#include <set>
#include <utility>

namespace queue_waits_test {

using namespace servesweep::engine;

namespace {

using Wait = std::pair<TimeUs, TimeUs>;

std::multiset<Wait> all_of(const QueueWaits& waits) {
  std::multiset<Wait> all;
  waits.for_each([&](TimeUs arrival_us, TimeUs wait_us) { all.emplace(arrival_us, wait_us); });
  return all;
}

}  // namespace

TEST_CASE("QueueWaits: all are kept exactly, early or late, short or long") {
  constexpr TimeUs kEpoch_us = TimeUs{1} << 32;
  const std::multiset<Wait> expected{
      {0, 0},         {7, kEpoch_us - 1},        {7, kEpoch_us},        {kEpoch_us - 1, 5},
      {kEpoch_us, 5}, {4096 * kEpoch_us - 1, 1}, {4096 * kEpoch_us, 1}, {1'000'000'000'000'000, 3}};
  QueueWaits waits;
  for (int run = 0; run < 2; ++run) {
    waits.clear();
    CHECK(waits.empty());
    for (const auto& [arrival_us, wait_us] : expected) waits.add(arrival_us, wait_us);
    CHECK_FALSE(waits.empty());
    CHECK(all_of(waits) == expected);
  }
}

}  // namespace queue_waits_test
