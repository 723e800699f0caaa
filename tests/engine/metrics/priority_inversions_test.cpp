#include "engine/metrics/priority_inversions.h"

#include <doctest/doctest.h>

#include <tuple>

#include "tests/engine/random/dice.h"

namespace priority_inversions_test {

using namespace servesweep::engine;

namespace {

CompletedRequest request(std::int32_t number, TimeUs arrival_us, TimeUs e2e_us,
                         std::int32_t instance = 0, std::int32_t slo_class = 0) {
  return {.instance = InstanceId(instance),
          .slo_class = SloClassId(slo_class),
          .arrival_us = arrival_us,
          .request = RequestId(number),
          .e2e_us = e2e_us};
}

/// Every pair.
std::int64_t by_pairs(const std::vector<CompletedRequest>& completed) {
  std::int64_t inversions = 0;
  for (const CompletedRequest& a : completed) {
    for (const CompletedRequest& b : completed) {
      const bool together = a.instance == b.instance && a.slo_class == b.slo_class;
      const bool before = std::tuple(a.arrival_us, a.request) < std::tuple(b.arrival_us, b.request);
      if (together && before && a.e2e_us > 2 * b.e2e_us) ++inversions;
    }
  }
  return inversions;
}

}  // namespace

TEST_CASE("priority_inversions: by hand") {
  std::vector<CompletedRequest> completed{request(2, 30, 50), request(0, 10, 201),
                                          request(1, 20, 100)};
  CHECK(priority_inversions(completed) == 2);  // 0 before 1 and before 2; 1 took just twice 2's
  completed = {request(0, 10, 201, 0, 0), request(1, 20, 100, 1, 0), request(2, 30, 50, 0, 1)};
  CHECK(priority_inversions(completed) == 0);  // other instances, other classes
  completed = {request(1, 10, 10), request(0, 10, 100)};
  CHECK(priority_inversions(completed) == 1);  // equal arrivals go by number
  completed.clear();
  CHECK(priority_inversions(completed) == 0);
}

TEST_CASE("priority_inversions: as by looking at every pair") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    std::vector<CompletedRequest> completed;
    for (std::int32_t i = dice.below(80); i > 0; --i) {
      completed.push_back(request(i, dice.below(30), dice.below(dice.chance(50) ? 20 : 100'000),
                                  dice.below(3), dice.below(2)));
    }
    const std::int64_t expected = by_pairs(completed);
    CHECK(priority_inversions(completed) == expected);
  }
}

}  // namespace priority_inversions_test
