#include "sweep/cli/shared_standing.h"

#include <doctest/doctest.h>

#include "io/folder/lease_folder.h"
#include "io/process/process_identity.h"
#include "sweep/cli/members_text.h"
#include "sweep/run/live_format.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/run/sample_standing.h"

namespace shared_standing_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

struct Bench {
  io::test::TemporaryFolder temporary;
  io::ResultFolder folder = io::ResultFolder::share(temporary.path() / "out", "sample", "abc");
  io::MemberFile one{folder.members_folder(), io::MemberFacts::of_this_process("test", 100)};
  io::LeaseFolder leases{folder.leases_folder(), 1};
};

/// So many seconds after a member's sign.
SharedStanding::Time at(const io::MemberFile& member, int seconds) {
  const std::chrono::nanoseconds sign(member.touch().value());
  return SharedStanding::Time(std::chrono::duration_cast<SharedStanding::Time::duration>(
      sign + std::chrono::seconds(seconds)));
}

}  // namespace

TEST_CASE("members stand there with their leases, and whether they live") {
  const Bench bench;
  // One whose process is gone, and two on machines that cannot be asked.
  io::MemberFacts gone = io::MemberFacts::of_this_process("test", 1'000);
  ++gone.start_ticks;
  io::MemberFacts far = io::MemberFacts::of_this_process("test", 1'000);
  far.machine = "another";
  const io::MemberFile two(bench.folder.members_folder(), gone);
  const io::MemberFile three(bench.folder.members_folder(), far);
  far.lease_seconds = 100;
  const io::MemberFile four(bench.folder.members_folder(), far);
  for (const std::size_t chunk : {0U, 1U, 2U}) REQUIRE(bench.leases.claim(chunk));
  REQUIRE(io::LeaseFolder(bench.folder.leases_folder(), 2).claim(3));
  bench.leases.finish({.chunk = 1});

  const SharedStanding now = SharedStanding::in(bench.folder, at(bench.one, 1)).value();
  CHECK(now.leased_chunks == 3);
  CHECK(now.done_chunks == 1);
  REQUIRE(now.members.size() == 4);
  CHECK(now.members[0].leased_chunks == 2);
  CHECK(now.members[0].life == Life::running);
  CHECK(now.members[1].leased_chunks == 1);
  CHECK(now.members[1].life == Life::killed);
  CHECK(now.members[2].life == Life::running);
  CHECK(now.life() == Life::running);

  const SharedStanding later = SharedStanding::in(bench.folder, at(bench.one, 600)).value();
  CHECK(later.members[0].silent_s == doctest::Approx(600));
  CHECK(later.members[0].life == Life::hanging);
  CHECK(later.members[1].life == Life::killed);
  CHECK(later.members[2].life == Life::silent);
  CHECK(later.members[3].life == Life::lost);
  CHECK(later.life() == Life::hanging);
  CHECK(later.silent_s() == doctest::Approx(600).epsilon(0.01));
}

TEST_CASE("what members tell of themselves is added up, if it is theirs") {
  const Bench bench;
  LiveStanding live = sample_standing();
  live.process = io::ProcessIdentity::mine();
  const auto write = [&](int number) {
    io::test::write_text_file(io::member_live_file(bench.folder.members_folder(), number),
                              live_text(live));
  };
  write(1);
  CHECK(SharedStanding::in(bench.folder, at(bench.one, 1))->together()->ranks.size() == 2);
  live.process.pid += 1;  // left by one who had the number before
  write(1);
  CHECK_FALSE(SharedStanding::in(bench.folder, at(bench.one, 1))->together());
  live.phase = LivePhase::drained;
  write(7);
  CHECK(SharedStanding::in(bench.folder, at(bench.one, 1))->last_left->phase == LivePhase::drained);
  io::test::write_text_file(io::member_live_file(bench.folder.members_folder(), 1), "{");
  CHECK_FALSE(SharedStanding::in(bench.folder, at(bench.one, 1))->members[0].problem.empty());
}

TEST_CASE("a folder that all have left says so") {
  const io::test::TemporaryFolder temporary;
  const auto folder = io::ResultFolder::share(temporary.path() / "out", "sample", "abc");
  CHECK(SharedStanding::in(folder, {})->life() == Life::unknown);
  CHECK(members_text(SharedStanding::in(folder, {}).value()) == "none at work");
}

TEST_CASE("a folder that was never shared has no such standing") {
  const io::test::TemporaryFolder temporary;
  const auto folder = io::ResultFolder::create_or_open(temporary.path() / "out", "sample", "abc");
  CHECK_FALSE(SharedStanding::in(folder, {}));
}

}  // namespace shared_standing_test
