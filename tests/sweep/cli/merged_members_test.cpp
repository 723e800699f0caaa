#include "sweep/cli/merged_members.h"

#include <doctest/doctest.h>

#include "tests/sweep/run/sample_standing.h"

namespace merged_members_test {

using namespace servesweep::sweep;

TEST_CASE("merged members: rates and losses add up, ranks stand one after another") {
  MemberWord one{.number = 1, .live = sample_standing()};
  MemberWord three{.number = 3, .live = sample_standing()};
  one.live.windows = {50, 51, 49};
  three.live.windows = {9, 10, 20, 30, 40};
  three.live.recent_s = 12;
  three.live.phase = LivePhase::committing;
  three.live.ranks.pop_back();
  const LiveStanding all = merged_members({one, three});
  CHECK(all.recent_per_s == doctest::Approx(11));
  CHECK(all.overall_per_s == doctest::Approx(10.1));
  CHECK(all.recent_s == 12);
  CHECK(all.windows == std::vector<std::size_t>{70, 81, 89});  // the latest three of each
  CHECK(all.recent_use.total_s == 240);
  CHECK(all.recent_use.idle_s[1] == 4);
  CHECK(all.committed_runs == 400);
  CHECK(all.committed_bytes == 4'000'000);
  CHECK(all.phase == LivePhase::running);
  CHECK(all.done == 0);
  REQUIRE(all.ranks.size() == 3);
  CHECK(all.ranks[1].member == 1);
  CHECK(all.ranks[1].rank_of_member == 1);
  CHECK(all.ranks[2].member == 3);
  CHECK(all.ranks[2].rank_of_member == 0);
  // 64 and 39 of the first, 64 of the third.
  CHECK(loss_of(all).finished_runs == 167);
  CHECK(merged_members({three}).phase == LivePhase::committing);
}

}  // namespace merged_members_test
