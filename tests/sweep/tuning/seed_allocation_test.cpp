#include "sweep/tuning/seed_allocation.h"

#include <doctest/doctest.h>

#include <numeric>

namespace servesweep::sweep::seed_allocation_test {
namespace {

using Seeds = std::vector<std::size_t>;

}  // namespace

TEST_CASE("seeds go where it is undecided who is best") {
  // Distances 1, 1 and 10 with equal variances: weights 1, 1 and 0.01.
  const Seeds given = allocate_seeds({{{0}, {1}, 1000}, {{1}, {1}, 1000}, {{10}, {1}, 1000}}, 203);
  CHECK(std::accumulate(given.begin(), given.end(), std::size_t{0}) == 203);
  CHECK(given == Seeds{101, 101, 1});
}

TEST_CASE("noisy contenders get more") {
  // Weights 4 and 1: the distance of each to the other is 1.
  CHECK(allocate_seeds({{{0}, {4}, 1000}, {{1}, {1}, 1000}}, 100) == Seeds{80, 20});
}

TEST_CASE("with two objectives, what counts is the way to the border of the front") {
  // (0, 30) and (30, 0) are far apart; (30.5, 0.5) is nearly as good as the second.
  const Seeds given = allocate_seeds(
      {{{0, 30}, {1, 1}, 1000}, {{30, 0}, {1, 1}, 1000}, {{30.5, 0.5}, {1, 1}, 1000}}, 202);
  CHECK(given == Seeds{1, 101, 100});
}

TEST_CASE("nobody gets more than are left, and nobody with seeds left gets none") {
  CHECK(allocate_seeds({{{0}, {1}, 2}, {{0}, {1}, 0}, {{50}, {1}, 9}}, 6) == Seeds{2, 0, 4});
  CHECK(allocate_seeds({{{0}, {1}, 5}, {{9}, {1}, 5}}, 0) == Seeds{1, 1});
  CHECK(allocate_seeds({}, 4).empty());
}

TEST_CASE("who is not known yet is treated alike") {
  CHECK(allocate_seeds({{{}, {}, 9}, {{}, {}, 9}, {{}, {}, 9}}, 12) == Seeds{4, 4, 4});
}

}  // namespace servesweep::sweep::seed_allocation_test
