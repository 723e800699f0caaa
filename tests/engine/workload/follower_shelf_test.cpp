#include "engine/workload/follower_shelf.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/engine/random/dice.h"

namespace follower_shelf_test {

using namespace servesweep::engine;

namespace {

Request following(std::int32_t earlier) {
  Request request;
  request.follows = RequestId(earlier);
  request.input_tokens = 100 + earlier;
  return request;
}

}  // namespace

TEST_CASE("FollowerShelf: gives out each follower once") {
  FollowerShelf shelf;
  shelf.put(RequestId(1), following(0));
  shelf.put(RequestId(3), following(2));
  CHECK_FALSE(shelf.take(RequestId(1)).has_value());
  const auto taken = shelf.take(RequestId(0));
  REQUIRE(taken.has_value());
  CHECK(taken->id == RequestId(1));
  CHECK(taken->request.input_tokens == 100);
  CHECK_FALSE(shelf.take(RequestId(0)).has_value());
  shelf.clear();
  CHECK_FALSE(shelf.take(RequestId(2)).has_value());
}

TEST_CASE("FollowerShelf: agrees with a map") {
  Dice dice(3);
  FollowerShelf shelf;
  std::map<std::int32_t, std::int32_t> expected;  // follows → id
  std::int32_t next = 0;
  for (int i = 0; i < 20'000; ++i) {
    if (dice.chance(50)) {
      next += dice.between(1, 3);
      shelf.put(RequestId(next + 1), following(next));
      expected[next] = next + 1;
    } else if (dice.chance(10)) {
      const auto last = shelf.take_last();
      REQUIRE(last.has_value() == !expected.empty());
      if (!last) continue;
      CHECK(last->id.value() == expected.rbegin()->second);
      expected.erase(std::prev(expected.end()));
    } else {
      const std::int32_t earlier = next - dice.below(50);
      const auto found = shelf.take(RequestId(earlier));
      REQUIRE(found.has_value() == expected.contains(earlier));
      if (!found) continue;
      CHECK(found->id.value() == expected[earlier]);
      expected.erase(earlier);
    }
  }
  while (shelf.take_last()) expected.erase(std::prev(expected.end()));
  CHECK(expected.empty());
}

}  // namespace follower_shelf_test
