#include "engine/policy/routing/recency_circles.h"

#include "tests/property.h"

namespace recency_circles_test {

using namespace servesweep::engine;

namespace {

/// What one instance holds, oldest first: extents, and private blocks one by one.
struct NaiveCircle {
  struct Item {
    HeldExtentId id;  ///< invalid: a private block
    std::int32_t blocks = 1;
  };

  [[nodiscard]] std::int32_t blocks() const {
    std::int32_t sum = 0;
    for (const Item& item : items) sum += item.blocks;
    return sum;
  }
  /// Where the extents are.
  [[nodiscard]] std::vector<std::size_t> extents() const {
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

  std::vector<Item> items;
};

/// The same operations on circles and on lists.
struct Pair {
  Pair() { circles.reset(naive.size()); }

  void add(std::int32_t blocks, InstanceId instance) {
    const HeldExtentId id = circles.add_newest({.first = 3, .end = 3 + blocks}, instance);
    naive[instance.index()].items.push_back({id, blocks});
  }
  void add_private(std::int32_t blocks, InstanceId instance) {
    circles.add_newest_private(blocks, instance);
    for (; blocks > 0; --blocks) naive[instance.index()].items.push_back({});
  }
  void renew(std::size_t place, InstanceId instance) {
    NaiveCircle& one = naive[instance.index()];
    circles.renew(one.items[place].id, instance);
    one.items.push_back(one.take(place));
  }
  void cut_front(std::size_t place, InstanceId instance) {
    NaiveCircle::Item& item = naive[instance.index()].items[place];
    const std::int32_t count = *rc::gen::inRange(0, item.blocks);
    circles.cut_front(item.id, circles[item.id].first + count, instance);
    item.blocks -= count;
  }
  void remove(std::size_t place, InstanceId instance) {
    HeldExtentId link = naive[instance.index()].take(place).id;
    circles.remove(link, instance);
    RC_ASSERT_FALSE(link.valid());
  }
  void remove_oldest_private(std::int32_t most, InstanceId instance) {
    NaiveCircle& one = naive[instance.index()];
    std::int32_t expected = 0;
    for (; expected < most && !one.items.empty() && !one.items[0].id.valid(); ++expected) {
      static_cast<void>(one.take(0));
    }
    RC_ASSERT(circles.remove_oldest_private(most, instance) == expected);
  }

  void step(InstanceId instance) {
    const std::vector<std::size_t> extents = naive[instance.index()].extents();
    const int what = *rc::gen::inRange(0, extents.empty() ? 3 : 7);
    const std::int32_t blocks = *rc::gen::inRange(1, 5);
    const std::size_t place = extents.empty() ? 0 : *rc::gen::elementOf(extents);
    if (what == 0) add(blocks, instance);
    if (what == 1) add_private(blocks, instance);
    if (what == 2) remove_oldest_private(blocks, instance);
    if (what == 3 || what == 4) renew(place, instance);
    if (what == 5) cut_front(place, instance);
    if (what == 6) remove(place, instance);
  }
  void drain(InstanceId instance) {
    for (;;) {
      remove_oldest_private(1000, instance);
      const std::vector<std::size_t> extents = naive[instance.index()].extents();
      if (extents.empty()) break;
      RC_ASSERT(circles.oldest(instance) == naive[instance.index()].items[0].id);
      remove(0, instance);
    }
    RC_ASSERT(circles.blocks(instance) == 0);
  }

  RecencyCircles circles;
  std::vector<NaiveCircle> naive{2};
};

}  // namespace

TEST_CASE("RecencyCircles: equal lists of single private blocks and extents") {
  servesweep::check_property([] {
    Pair pair;
    for (int steps = *rc::gen::inRange(1, 60); steps > 0; --steps) {
      pair.step(InstanceId(*rc::gen::inRange(0, 2)));
      for (const InstanceId one : {InstanceId(0), InstanceId(1)}) {
        RC_ASSERT(pair.circles.blocks(one) == pair.naive[one.index()].blocks());
      }
    }
    pair.drain(InstanceId(0));
    pair.drain(InstanceId(1));
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
