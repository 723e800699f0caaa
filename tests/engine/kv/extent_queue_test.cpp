#include "engine/kv/extent_queue.h"

#include <doctest/doctest.h>

namespace extent_queue_test {

using namespace servesweep::engine;

namespace {

struct SomeQueue {
  SomeQueue() { queue.reset(arena); }
  ExtentId push(std::int32_t first, std::int32_t end) {
    const ExtentId id = arena.create({.first = first, .end = end});
    queue.push_newest(id);
    return id;
  }
  std::vector<ExtentId> order() const {
    std::vector<ExtentId> ids;
    for (ExtentId id = queue.oldest(); id.valid(); id = arena[id].newer) ids.push_back(id);
    return ids;
  }

  ExtentArena arena;
  ExtentQueue queue;
};

using Ids = std::vector<ExtentId>;

}  // namespace

TEST_CASE("ExtentQueue: what is renewed is the newest, as if it had left and come back") {
  SomeQueue some;
  const ExtentId a = some.push(0, 3), b = some.push(3, 4), c = some.push(0, 5);
  some.queue.renew(c);
  CHECK(some.order() == Ids{a, b, c});
  some.queue.renew(b);
  CHECK(some.order() == Ids{a, c, b});
  some.queue.renew(a);
  CHECK(some.order() == Ids{c, b, a});
  CHECK(some.queue.oldest() == c);
  CHECK(some.queue.newest() == a);
  CHECK(some.queue.blocks() == 9);
}

TEST_CASE("ExtentQueue: only neighbours are joined, the upper one being the older") {
  SomeQueue some;
  const ExtentId upper = some.push(3, 5), lower = some.push(0, 3), other = some.push(5, 6);
  CHECK_FALSE(some.queue.join(upper, other));
  CHECK_FALSE(some.queue.join(lower, other));
  CHECK(some.order() == Ids{upper, lower, other});
  CHECK(some.queue.join(lower, upper));
  CHECK(some.order() == Ids{lower, other});
  CHECK(some.queue.blocks() == 6);
}

TEST_CASE("ExtentQueue: in order of arrival, whoever leaves") {
  SomeQueue some;
  CHECK_FALSE(some.queue.oldest().valid());
  const ExtentId a = some.push(0, 3), b = some.push(3, 4), c = some.push(0, 5);
  CHECK(some.order() == Ids{a, b, c});
  CHECK(some.queue.blocks() == 9);
  some.queue.remove(b);
  CHECK(some.order() == Ids{a, c});
  some.queue.remove(c);
  CHECK(some.queue.newest() == a);
  some.queue.push_newest(b);
  some.queue.remove(a);
  CHECK(some.order() == Ids{b});
  CHECK(some.queue.blocks() == 1);
  some.queue.remove(b);
  CHECK_FALSE(some.queue.newest().valid());
  CHECK(some.queue.blocks() == 0);
}

TEST_CASE("ExtentQueue: the upper part of an extent is older than the lower one") {
  SomeQueue some;
  const ExtentId a = some.push(0, 8);
  some.arena[a].end = 5;
  const ExtentId upper = some.arena.create({.first = 5, .end = 8});
  some.queue.divided(a, upper);
  CHECK(some.order() == Ids{upper, a});
  CHECK(some.queue.blocks() == 8);
  some.arena[a].end = 3;
  some.queue.resized(2);
  CHECK(some.queue.blocks() == 6);
  some.queue.remove(upper);
  CHECK(some.queue.blocks() == 3);
}

}  // namespace extent_queue_test
