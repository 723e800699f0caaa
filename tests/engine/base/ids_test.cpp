#include "engine/base/ids.h"

#include <doctest/doctest.h>

#include <type_traits>

namespace ids_test {

using namespace servesweep::engine;

TEST_CASE("Id: invalid until set, ordered, and not mixed with others") {
  CHECK_FALSE(RequestId().valid());
  CHECK(RequestId(0).valid());
  CHECK(RequestId(7).index() == 7);
  CHECK(RequestId(3) < RequestId(4));
  CHECK(RequestId(3) == RequestId(3));
  static_assert(!std::is_convertible_v<RequestId, InstanceId>);
  static_assert(!std::is_convertible_v<int, RequestId>);
}

}  // namespace ids_test
