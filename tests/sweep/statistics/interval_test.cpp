#include "sweep/statistics/interval.h"

#include <doctest/doctest.h>

namespace interval_test {

using namespace servesweep::sweep;

TEST_CASE("an interval contains its ends") {
  const Interval interval{-1, 3};
  CHECK(interval.contains(-1));
  CHECK(interval.contains(3));
  CHECK(!interval.contains(3.5));
  CHECK(interval.half_width() == 2);
}

TEST_CASE("the interval that says nothing contains everything") {
  CHECK(Interval{}.contains(1e300));
}

}  // namespace interval_test
