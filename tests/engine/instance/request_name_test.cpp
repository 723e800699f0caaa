#include "engine/instance/request_name.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace request_name_test {

using namespace servesweep::engine;

TEST_CASE("name_precedes: compares as text") {
  CHECK(name_precedes(RequestId(10), RequestId(9)));
  CHECK_FALSE(name_precedes(RequestId(9), RequestId(10)));
  CHECK_FALSE(name_precedes(RequestId(7), RequestId(7)));
  CHECK(name_precedes(RequestId(1), RequestId(10)));
  CHECK(name_precedes(RequestId(0), RequestId(std::numeric_limits<std::int32_t>::max())));
  for (std::int32_t a = 0; a < 130; ++a) {
    for (std::int32_t b = 0; b < 130; ++b) {
      const bool expected = "request_" + std::to_string(a) < "request_" + std::to_string(b);
      CHECK(name_precedes(RequestId(a), RequestId(b)) == expected);
    }
  }
}

}  // namespace request_name_test
