#include "engine/kv/fair_share.h"

#include <doctest/doctest.h>

namespace fair_share_test {

using namespace servesweep::engine;

namespace {

/// (id, time) of what completes until a time.
std::vector<std::pair<int, TimeUs>> complete_until(FairShare& share, TimeUs time_us) {
  std::vector<CompleteTransfer> complete;
  share.advance(time_us, complete);
  std::vector<std::pair<int, TimeUs>> times;
  for (const CompleteTransfer& each : complete) times.emplace_back(each.id.value(), each.at_us);
  return times;
}

using Times = std::vector<std::pair<int, TimeUs>>;

}  // namespace

TEST_CASE("FairShare: who has begun shares, who waits does not") {
  FairShare share;
  share.reset(2);
  CHECK(share.next_event_us() == kForever);
  CHECK(share.next_completion_us() == kForever);
  // 0: alone from 10, at 2 per µs, 40 left at 40; then half, 20 left at 60, alone again until 70.
  share.add(TransferId(0), 100, 10);
  share.add(TransferId(1), 20, 40);
  CHECK(share.next_event_us() == 10);
  CHECK(share.next_completion_us() == 60);
  CHECK(complete_until(share, 59).empty());
  CHECK(share.size() == 2);
  CHECK(share.next_event_us() == 60);
  CHECK(complete_until(share, 100) == Times{{1, 60}, {0, 70}});
  CHECK(share.now_us() == 100);
  CHECK(share.size() == 0);
}

TEST_CASE("FairShare: begins by time, then as added; completes by what was left, then as begun") {
  FairShare share;
  share.reset(1);
  share.add(TransferId(0), 6, 20);
  share.add(TransferId(1), 5, 10);
  share.add(TransferId(2), 5, 10);
  share.add(TransferId(3), 4.9, 10);
  // Three thirds: 4.9 each after 14.7 µs, by 20 · 3⅓ each; four quarters from there: 3 is through
  // after 6.27 µs, at 27, when 1 and 2 are through as well: 5.08 each.
  CHECK(share.next_completion_us() == 27);
  CHECK(complete_until(share, 27) == Times{{3, 27}, {1, 27}, {2, 27}});
  CHECK(complete_until(share, 99) == Times{{0, 32}});  // 4¼ left, alone
}

TEST_CASE("FairShare: a copy looks ahead and leaves the original alone") {
  FairShare share;
  share.reset(1);
  share.add(TransferId(0), 30, 0);
  FairShare ahead = share;
  CHECK(complete_until(ahead, 50) == Times{{0, 30}});
  share.add(TransferId(1), 30, 0);
  CHECK(share.next_completion_us() == 60);
  CHECK(complete_until(share, 60) == Times{{0, 60}, {1, 60}});
}

TEST_CASE("FairShare: nothing to move, and nothing but waiting") {
  FairShare share;
  share.reset(0.5);
  share.add(TransferId(0), 0, 7);
  CHECK(share.next_completion_us() == 7);
  CHECK(complete_until(share, 6).empty());
  CHECK(complete_until(share, 7) == Times{{0, 7}});
  for (int i = 0; i < 40; ++i) share.add(TransferId(i), 1, 10 + i);
  CHECK(share.size() == 40);
  share.reset(0.5);
  CHECK(share.next_event_us() == kForever);
}

}  // namespace fair_share_test
