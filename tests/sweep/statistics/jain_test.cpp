#include "sweep/statistics/jain.h"

#include <doctest/doctest.h>

#include <vector>

using namespace servesweep::sweep;

TEST_CASE("equal shares are fair, one winner is 1/n") {
  CHECK(jain(std::vector<double>{3, 3, 3, 3}) == 1);
  CHECK(jain(std::vector<double>{5, 0, 0, 0}) == 0.25);
}

TEST_CASE("by hand") {
  // (1 + 2 + 3)² / (3·(1 + 4 + 9)) = 36/42
  CHECK(jain(std::vector<double>{1, 2, 3}) == doctest::Approx(6.0 / 7));
}

TEST_CASE("the unit does not matter") {
  CHECK(jain(std::vector<double>{1000, 2000, 3000}) == doctest::Approx(6.0 / 7));
}

TEST_CASE("nobody and nothing") {
  CHECK(jain({}) == 0);
  CHECK(jain(std::vector<double>{0, 0}) == 1);
}
