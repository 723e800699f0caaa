#include "sweep/search/constrained_ranking.h"

#include <doctest/doctest.h>

#include <limits>

namespace servesweep::sweep::constrained_ranking_test {
namespace {

using Places = std::vector<std::size_t>;

Observation seen(std::vector<double> objectives, std::vector<double> constraints = {}) {
  return {
      .objectives = std::move(objectives), .variances = {}, .constraints = std::move(constraints)};
}

}  // namespace

TEST_CASE("violations add up, and failures violate everything") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CHECK(violation_of(seen({1, 1})) == 0);
  CHECK(violation_of(seen({1, 1}, {-3, 0})) == 0);
  CHECK(violation_of(seen({1, 1}, {-3, 0.5, 2})) == 2.5);
  CHECK(violation_of({.objectives = {}, .variances = {}, .constraints = {}, .failed = true}) ==
        kInfinity);
  CHECK(violation_of(seen({std::numeric_limits<double>::quiet_NaN(), 1})) == kInfinity);
  CHECK(violation_of(seen({1, 1}, {-kInfinity})) == kInfinity);
}

TEST_CASE("feasible points come first, by layer and crowding, the others by violation") {
  const ConstrainedRanking ranking = constrained_ranking({
      seen({0, 0}, {2}),   // 0: best objectives, but infeasible
      seen({9, 9}, {-1}),  // 1: dominated
      seen({0, 8}, {-1}),  // 2: an end
      seen({1, 5}, {-1}),  // 3: crowding 1.25
      seen({2, 2}, {-1}),  // 4: crowding 1.375
      seen({4, 0}, {-1}),  // 5: an end
      seen({0, 0}, {1}),   // 6: less infeasible
      {.objectives = {}, .variances = {}, .constraints = {}, .failed = true},  // 7
      seen({5, 5}, {2}),                                                       // 8: as 0
  });
  CHECK(ranking.layer == Places{3, 1, 0, 0, 0, 0, 2, 4, 3});
  CHECK(ranking.order == Places{2, 5, 4, 3, 1, 6, 0, 8, 7});
  CHECK(ranking.prefers(4, 3));
  CHECK_FALSE(ranking.prefers(2, 5));
  CHECK(ranking.prefers(1, 6));
}

TEST_CASE("one objective and no observation are fine") {
  CHECK(constrained_ranking({seen({3}), seen({1}), seen({2})}).order == Places{1, 2, 0});
  CHECK(constrained_ranking({}).order.empty());
}

}  // namespace servesweep::sweep::constrained_ranking_test
