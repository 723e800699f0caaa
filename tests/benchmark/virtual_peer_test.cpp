#include "tests/benchmark/virtual_peer.h"

#include <doctest/doctest.h>

#include <cmath>

namespace virtual_peer_test {

using namespace servesweep::benchmark;
using namespace std::chrono_literals;
using servesweep::sweep::ChunkReport;

namespace {

const RunTimes kSecond(1.0, 0.0, 1);

servesweep::sweep::ChunkOrder chunk(int id, int tasks) {
  servesweep::sweep::ChunkOrder order{servesweep::sweep::ChunkId(id), {}};
  for (int i = 0; i < tasks; ++i) order.tasks.emplace_back(i);
  return order;
}

}  // namespace

TEST_CASE("virtual peer: without a chunk there is nothing to tell") {
  const VirtualPeer peer(1, {}, {});
  CHECK(std::isinf(peer.next_report_s()));
}

TEST_CASE("virtual peer: it tells of a finished chunk at once, of a part when that is due") {
  VirtualPeer peer(1, {}, {.usual = 2'500ms, .hungry = 10s});
  peer.take(chunk(7, 4), 0, kSecond);                   // ends at 1, 2, 3 and 4 s
  CHECK(peer.next_report_s() == doctest::Approx(2.5));  // two are done then
  std::vector<ChunkReport> reports = peer.report(2.5);
  REQUIRE(reports.size() == 1);
  CHECK(reports[0].id.value() == 7);
  CHECK(reports[0].done == 2);
  CHECK(reports[0].busy_s == doctest::Approx(2));
  CHECK(peer.longest_wait_s() == doctest::Approx(1.5));  // the first
  CHECK(peer.next_report_s() == doctest::Approx(4));     // the end, before 5 s
  CHECK(peer.report(3.5).empty());
  CHECK(peer.report(4).at(0).done == 2);
  CHECK(std::isinf(peer.next_report_s()));
}

TEST_CASE("virtual peer: a hungry one tells sooner") {
  VirtualPeer peer(2, {}, {.usual = 100s, .hungry = 500ms});
  peer.take(chunk(0, 4), 0, kSecond);                 // ends at 1, 1, 2, 2; hungry when the third
  CHECK(peer.next_report_s() == doctest::Approx(1));  // … starts, at 1, and two are done
  CHECK(peer.report(1).at(0).done == 2);
}

}  // namespace virtual_peer_test
