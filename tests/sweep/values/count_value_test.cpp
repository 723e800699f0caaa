#include "sweep/values/count_value.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::count_value_test {

TEST_CASE("a count is a whole number in JSON") {
  CHECK(count_value(0).json() == "0");
  CHECK(count_value(std::size_t{1} << 62).json() == "4611686018427387904");
}

}  // namespace servesweep::sweep::count_value_test
