#include "sweep/study/rounded.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::rounded_test {

TEST_CASE("rounded numbers are the nearest with so many significant digits") {
  CHECK(rounded(0.12345678, 6) == 0.123457);
  CHECK(rounded(-1234567.0, 6) == -1234570.0);
  CHECK(rounded(0.1 + 0.2, 12) == 0.3);
  CHECK(rounded(0, 6) == 0);
}

}  // namespace servesweep::sweep::rounded_test
