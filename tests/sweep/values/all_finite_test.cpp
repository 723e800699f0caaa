#include "sweep/values/all_finite.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace servesweep::sweep::all_finite_test {

TEST_CASE("one value that is no number spoils them all") {
  CHECK(all_finite(std::vector<double>{}));
  CHECK(all_finite(std::vector<double>{1, -2}));
  CHECK_FALSE(all_finite(std::vector<double>{1, std::numeric_limits<double>::infinity()}));
  CHECK_FALSE(all_finite(std::vector<double>{std::numeric_limits<double>::quiet_NaN(), 1}));
}

}  // namespace servesweep::sweep::all_finite_test
