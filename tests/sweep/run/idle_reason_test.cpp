#include "sweep/run/idle_reason.h"

#include <doctest/doctest.h>

namespace idle_reason_test {

using namespace servesweep::sweep;

namespace {

DistributionStanding two_ranks() {
  DistributionStanding standing;
  standing.ranks.resize(2);
  for (RankStanding& rank : standing.ranks) {
    rank.threads = 4;
    rank.ready = true;
  }
  return standing;
}

}  // namespace

TEST_CASE("thread use: threads idle that have no task") {
  DistributionStanding standing = two_ranks();
  standing.ranks[0].outstanding = 9;
  CHECK(thread_use(standing, 0).idle == 0);
  standing.ranks[0].pulse.unreported_tasks = 6;  // three are left
  CHECK(thread_use(standing, 0).idle == 1);
  CHECK(thread_use(standing, 1).idle == 4);
  CHECK(thread_use(standing, 1).threads == 4);
}

TEST_CASE("thread use: why they are idle") {
  DistributionStanding standing = two_ranks();
  const auto reason = [&] { return thread_use(standing, 0).reason; };
  CHECK(reason() == IdleReason::tail);
  standing.open = true;
  CHECK(reason() == IdleReason::waiting_for_decision);
  standing.ranks[1].outstanding = 1;
  CHECK(reason() == IdleReason::waiting_for_runs);
  CHECK(thread_use(standing, 0, true).reason == IdleReason::waiting_for_lease);
  standing.queued = 1;
  CHECK(reason() == IdleReason::waiting_for_chunk);
  standing.stopping = true;
  CHECK(reason() == IdleReason::draining);
  standing.ranks[0].silent_s = 16;
  CHECK(reason() == IdleReason::silent);
  standing.ranks[0].ready = false;
  CHECK(reason() == IdleReason::starting);
}

TEST_CASE("silence: five pulses, and not less than fifteen seconds") {
  CHECK(silence_s(1) == 15);
  CHECK(silence_s(10'000) == 50);
}

}  // namespace idle_reason_test
