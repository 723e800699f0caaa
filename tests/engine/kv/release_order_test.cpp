#include "engine/kv/release_order.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "tests/engine/kv/kv_samples.h"

namespace release_order_test {

using namespace servesweep::engine;

namespace {

/// The first three blocks of a request are worth keeping, sessions' more than others'.
class FirstThree : public EvictionPolicy {
 public:
  [[nodiscard]] int level(const ReleasedBlocks& released) const override {
    if (!released.reusable || released.first_block >= 3) return 0;
    return released.session ? 2 : 1;
  }
  [[nodiscard]] bool depends_on_position() const override { return true; }
};

class NewestFirst : public FirstThree {
 public:
  [[nodiscard]] bool newest_first() const override { return true; }
};

struct Fixture {
  explicit Fixture(const EvictionPolicy& eviction, const ProfileSwitches& switches = reference(),
                   bool moves_content = true) {
    extents.reset(20, {}, switches.keep_duplicates, nullptr);
    extents.take(20);
    order.reset(20, switches, eviction, moves_content);
  }

  /// From the next to be evicted on; blocks without content come before them: "2 blank, 0-3".
  [[nodiscard]] std::string text() const {
    std::string text = fmt::format("{} blank", extents.free().blank());
    for (ExtentId id = extents.free().first(); id.valid(); id = extents.free().next(id)) {
      text += fmt::format(", {}-{}", extents[id].first, extents[id].end);
    }
    return text;
  }

  BlockExtents extents;
  ReleaseOrder order{extents};
};

}  // namespace

TEST_CASE("ReleaseOrder: least recently used, one extent after the other") {
  const auto eviction = lru();
  Fixture kv(*eviction);
  kv.order.begin({}, 5, false);
  kv.order.place(kv.extents.create({.first = 2, .end = 5, .reusable = true}));
  kv.order.place(kv.extents.create({.first = 0, .end = 2, .reusable = true}));
  CHECK(kv.text() == "0 blank, 2-5, 0-2");
}

TEST_CASE("ReleaseOrder: an extent is cut where the policy draws the line") {
  const FirstThree eviction;
  Fixture kv(eviction);
  kv.order.begin({.session = true}, 6, false);
  kv.order.place(kv.extents.create({.first = 0, .end = 6, .reusable = true}));
  kv.order.begin({}, 4, false);
  kv.order.place(kv.extents.create({.first = 0, .end = 4, .reusable = true}));
  CHECK(kv.text() == "0 blank, 3-6, 3-4, 0-3, 0-3");
  CHECK(kv.extents[kv.extents.free().newest(2)].first == 0);
}

TEST_CASE("ReleaseOrder: private blocks join those before them that are alike") {
  const auto eviction = lru();
  Fixture told_apart(*eviction), alike(*eviction, reference(), false);
  for (Fixture* kv : {&told_apart, &alike}) {
    kv->order.begin({}, 3, false);
    kv->order.add_private(1, 3, false);
    kv->order.add_private(3, 0, true);
    kv->order.add_private(2, 0, true);
  }
  CHECK(told_apart.text() == "0 blank, 0-1, 0-5");
  CHECK(alike.text() == "0 blank, 0-6");

  const FirstThree first_three;
  Fixture banded(first_three, vllm());
  banded.order.begin({}, 5, false);
  banded.order.add_private(1, 5, false);  // vLLM takes what has no hash first
  banded.order.add_private(5, 0, true);
  CHECK(banded.text() == "1 blank, 0-2, 0-3");
}

TEST_CASE("ReleaseOrder: the newest goes first where the policy says so") {
  const NewestFirst eviction;
  Fixture kv(eviction);
  CHECK(kv.order.newest_first());
  CHECK_FALSE(kv.order.goes_by_use());
  kv.order.begin({}, 9, false);
  kv.order.place(kv.extents.create({.first = 3, .end = 5, .reusable = true}));
  kv.order.place(kv.extents.create({.first = 5, .end = 9, .reusable = true}));
  CHECK(kv.text() == "0 blank, 5-9, 3-5");
}

TEST_CASE("ReleaseOrder: a reservation is an extent of its own") {
  const auto eviction = lru();
  Fixture kv(*eviction);
  kv.order.begin({}, 4, true);
  kv.order.add_private(4, 0, true);
  const ExtentId reserved = kv.order.reserve(3, 1, 7);
  CHECK(kv.extents[reserved].reservation == 7);
  kv.order.add_private(2, 0, true);
  CHECK(kv.text() == "0 blank, 0-4, 1-4, 0-2");
}

}  // namespace release_order_test
