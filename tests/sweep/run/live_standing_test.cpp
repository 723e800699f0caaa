#include "sweep/run/live_standing.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "sample_standing.h"

namespace live_standing_test {

using namespace servesweep::sweep;

TEST_CASE("loss: what no shard holds, and what is under way on a thread") {
  const LiveLoss loss = loss_of(sample_standing());
  CHECK(loss.finished_runs == 60 + 4 + 39);
  CHECK(loss.under_way == 1 + 2);  // the second rank has eight to do, on two threads
  CHECK(loss.computing_s == doctest::Approx(103 * 0.25));
  CHECK(loss.since_commit_s == 31);
}

TEST_CASE("loss: nothing when the study has ended") {
  LiveStanding standing = sample_standing();
  for (const LivePhase phase : {LivePhase::done, LivePhase::drained, LivePhase::failed}) {
    standing.phase = phase;
    CHECK(loss_of(standing).finished_runs == 0);
    CHECK(loss_of(standing).under_way == 0);
  }
}

TEST_CASE("live phases: each has a name that is found again") {
  for (int i = 0; i <= static_cast<int>(LivePhase::failed); ++i) {
    const auto phase = static_cast<LivePhase>(i);
    CHECK(live_phase_of(name_of(phase)) == phase);
    CHECK(has_ended(phase) == (i >= static_cast<int>(LivePhase::done)));
  }
  CHECK_THROWS_AS((void)live_phase_of("sleeping"), servesweep::engine::Problem);
}

}  // namespace live_standing_test
