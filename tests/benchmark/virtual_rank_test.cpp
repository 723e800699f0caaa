#include "tests/benchmark/virtual_rank.h"

#include <doctest/doctest.h>

namespace virtual_rank_test {

using namespace servesweep::benchmark;

namespace {

const RunTimes kSecond(1.0, 0.0, 1);

VirtualChunk take(VirtualRank& rank, int tasks, double now_s) {
  servesweep::sweep::ChunkOrder order;
  for (int i = 0; i < tasks; ++i) order.tasks.emplace_back(i);
  return rank.take(order, now_s, kSecond);
}

double end_of(VirtualRank& rank, int tasks, double now_s) {
  return take(rank, tasks, now_s).runs.back().end_s;
}

}  // namespace

TEST_CASE("virtual rank: threads share a chunk, and the next begins where they are free") {
  VirtualRank rank(2, {});
  CHECK(end_of(rank, 3, 10) == doctest::Approx(12));  // 10–11, 10–11, 11–12
  CHECK(end_of(rank, 1, 10) == doctest::Approx(12));  // the free thread: 11–12
  CHECK(end_of(rank, 2, 20) == doctest::Approx(21));  // both waited
}

TEST_CASE("virtual rank: a slow one takes as much longer") {
  VirtualRank rank(1, {.slowness = 3});
  CHECK(end_of(rank, 2, 0) == doctest::Approx(6));
}

TEST_CASE("virtual rank: a pause delays what runs and what would start in it, once") {
  VirtualRank rank(1, {.pause_at_s = 1.5, .pause_s = 10});
  CHECK(end_of(rank, 2, 0) == doctest::Approx(12));  // 0–1, 1–1.5 and 11.5–12
  CHECK(end_of(rank, 1, 12) == doctest::Approx(13));
  VirtualRank starts_within(1, {.pause_at_s = 1.5, .pause_s = 10});
  CHECK(end_of(starts_within, 1, 2) == doctest::Approx(12.5));
}

TEST_CASE("virtual rank: it is hungry when fewer tasks wait than it has threads") {
  VirtualRank rank(2, {});
  const VirtualChunk five = take(rank, 5, 10);  // starts 10, 10, 11, 11, 12
  CHECK(five.hungry_s == doctest::Approx(11));  // with the fourth, one is left
  CHECK(five.runs.size() == 5);
  CHECK(five.runs[1].end_s == doctest::Approx(11));
  CHECK(five.runs[1].seconds == doctest::Approx(1));
  CHECK(take(rank, 1, 10).hungry_s == doctest::Approx(10));
}

}  // namespace virtual_rank_test
