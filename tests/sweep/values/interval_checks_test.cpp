#include "sweep/values/interval_checks.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::interval_checks_test {

TEST_CASE("an interval excludes zero if all of it lies on one side") {
  CHECK(excludes_zero({0.1, 2}));
  CHECK(excludes_zero({-2, -0.1}));
  CHECK_FALSE(excludes_zero({-1, 3}));
  CHECK_FALSE(excludes_zero({0, 3}));
  CHECK_FALSE(excludes_zero({-3, 0}));
  CHECK_FALSE(excludes_zero({}));
}

TEST_CASE("an interval is finite if both its ends are") {
  CHECK(is_finite({-1, 3}));
  CHECK_FALSE(is_finite({}));
  CHECK_FALSE(is_finite({.lower = 0}));
  CHECK_FALSE(is_finite({.upper = 0}));
}

}  // namespace servesweep::sweep::interval_checks_test
