#include "sweep/values/units.h"

#include <doctest/doctest.h>

#include <chrono>

namespace servesweep::sweep::units_test {

TEST_CASE("units are those of the standard library") {
  using Microseconds = std::chrono::duration<double, std::micro>;
  CHECK(kUsPerMs == Microseconds(std::chrono::milliseconds(1)).count());
  CHECK(kUsPerS == Microseconds(std::chrono::seconds(1)).count());
  CHECK(kPercent * 0.25 == 25);
}

}  // namespace servesweep::sweep::units_test
