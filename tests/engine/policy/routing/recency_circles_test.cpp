#include "engine/policy/routing/recency_circles.h"

#include <array>

#include "tests/property.h"

namespace recency_circles_test {

using namespace servesweep::engine;

namespace {

struct Item {
  HeldExtentId id{};  ///< invalid: a private block
  std::int32_t blocks = 1;
};

/// The same operations on the circle of an instance and on a list, oldest first, of its extents and
/// its private blocks one by one.
struct Pair {
  [[nodiscard]] std::vector<std::size_t> places_of_extents() const {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].id.valid()) places.push_back(i);
    }
    return places;
  }
  Item take(std::size_t place) {
    const Item taken = items[place];
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(place));
    return taken;
  }
  void add(std::int32_t count) {
    items.push_back({circles.add_newest({.first = 3, .end = 3 + count}, instance), count});
  }
  void add_private(std::int32_t count) {
    circles.add_newest_private(count, instance);
    items.resize(items.size() + static_cast<std::size_t>(count));
  }
  void cut_front(Item& item) {
    const std::int32_t count = *rc::gen::inRange(0, item.blocks);
    circles.cut_front(item.id, circles[item.id].first + count, instance);
    item.blocks -= count;
  }
  void renew(std::size_t place) {
    circles.renew(items[place].id, instance);
    items.push_back(take(place));
  }
  void remove(std::size_t place) {
    HeldExtentId link = take(place).id;
    circles.remove(link, instance);
    RC_ASSERT_FALSE(link.valid());
  }
  void remove_oldest_private(std::int32_t most) {
    std::int32_t expected = 0;
    for (; expected < most && !items.empty() && !items[0].id.valid(); ++expected) (void)take(0);
    RC_ASSERT(circles.remove_oldest_private(most, instance) == expected);
  }
  void step() {
    const std::vector<std::size_t> all = places_of_extents();
    const int what = *rc::gen::inRange(0, all.empty() ? 3 : 7);
    const std::int32_t count = *rc::gen::inRange(1, 5);
    const std::size_t place = all.empty() ? 0 : *rc::gen::elementOf(all);
    if (what == 0) add(count);
    if (what == 1) add_private(count);
    if (what == 2) remove_oldest_private(count);
    if (what == 3 || what == 4) renew(place);
    if (what == 5) cut_front(items[place]);
    if (what == 6) remove(place);
  }
  void drain() {
    for (remove_oldest_private(1000); !items.empty(); remove_oldest_private(1000)) {
      RC_ASSERT(circles.oldest(instance) == items[0].id);
      remove(0);
    }
    RC_ASSERT(circles.blocks(instance) == 0);
  }

  RecencyCircles& circles;
  InstanceId instance;
  std::vector<Item> items{};
};

}  // namespace

TEST_CASE("RecencyCircles: equal lists of single private blocks and extents") {
  servesweep::check_property([] {
    RecencyCircles circles;
    circles.reset(2);
    std::array<Pair, 2> pairs{Pair{circles, InstanceId(0)}, Pair{circles, InstanceId(1)}};
    for (int steps = *rc::gen::inRange(1, 60); steps > 0; --steps) {
      pairs[*rc::gen::inRange<std::size_t>(0, 2)].step();
      for (const Pair& one : pairs) {
        std::int32_t expected = 0;
        for (const Item& item : one.items) expected += item.blocks;
        RC_ASSERT(circles.blocks(one.instance) == expected);
      }
    }
    for (Pair& one : pairs) one.drain();
  });
}

TEST_CASE("RecencyCircles: what is removed leaves the list of its chain") {
  RecencyCircles circles;
  const InstanceId only(0);
  circles.reset(1);
  const HeldExtentId c = circles.add_newest({.first = 4, .end = 6}, only);
  const HeldExtentId b = circles.add_newest({.first = 2, .end = 4, .next_in_chain = c}, only);
  const HeldExtentId a = circles.add_newest({.first = 0, .end = 2, .next_in_chain = b}, only);
  HeldExtentId head = a;
  circles.remove(circles.link_to(b, head), only);
  CHECK(head == a);
  CHECK(circles[a].next_in_chain == c);
  circles.remove(circles.link_to(a, head), only);
  CHECK(head == c);
  circles.remove(circles.link_to(c, head), only);
  CHECK_FALSE(head.valid());
}

}  // namespace recency_circles_test
