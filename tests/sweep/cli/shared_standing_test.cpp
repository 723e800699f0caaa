#include "sweep/cli/shared_standing.h"

#include <doctest/doctest.h>

#include "io/folder/lease_folder.h"
#include "io/folder/shared_file.h"
#include "io/journal/journal.h"
#include "tests/io/hdf5/sample_results.h"

namespace shared_standing_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

struct Bench {
  io::test::TemporaryFolder temporary;
  io::ResultFolder folder = io::ResultFolder::share(temporary.path() / "out", "sample", "abc");
  io::MemberFile one{folder.members_folder(), io::MemberFacts::of_this_process("test", 100)};
  io::LeaseFolder leases{folder.leases_folder(), 1};
};

}  // namespace

TEST_CASE("members stand there with their leases, and whether they may be alive") {
  const Bench bench;
  const io::MemberFile two(bench.folder.members_folder(),
                           io::MemberFacts::of_this_process("test", 1'000));
  for (const std::size_t chunk : {0U, 1U, 2U}) REQUIRE(bench.leases.claim(chunk));
  REQUIRE(io::LeaseFolder(bench.folder.leases_folder(), 2).claim(3));
  bench.leases.finish({.chunk = 1});
  const std::int64_t now_ns = bench.one.touch().value() + 150 * kSecond;
  const SharedStanding standing = SharedStanding::in(bench.folder, now_ns).value();
  CHECK(standing.leased_chunks == 3);
  CHECK(standing.done_chunks == 1);
  REQUIRE(standing.members.size() == 2);
  CHECK(standing.members[0].leased_chunks == 2);
  CHECK(standing.members[0].silent_s == doctest::Approx(150));
  CHECK(standing.members[0].presumed_dead());
  CHECK(standing.members[1].leased_chunks == 1);
  CHECK_FALSE(standing.members[1].presumed_dead());
  CHECK(standing.text().starts_with("1 at work, 1 presumed dead, 3 chunks leased\n"));
  CHECK(standing.text().find("2 chunks leased, presumed dead, last seen 150 s ago") !=
        std::string::npos);
  CHECK(standing.members_value().json().find(R"("leased_chunks":2)") != std::string::npos);
}

TEST_CASE("a folder that all have left says so") {
  const io::test::TemporaryFolder temporary;
  const auto folder = io::ResultFolder::share(temporary.path() / "out", "sample", "abc");
  CHECK(SharedStanding::in(folder, 0).value().text() == "none at work");
}

TEST_CASE("a folder that was never shared has no such standing") {
  const io::test::TemporaryFolder temporary;
  const auto folder = io::ResultFolder::create_or_open(temporary.path() / "out", "sample", "abc");
  CHECK_FALSE(SharedStanding::in(folder, 0));
}

TEST_CASE("of all journals the last event is that of the one written last") {
  const Bench bench;
  CHECK(AllJournals::of(bench.folder).last_event.empty());
  io::Journal::open(bench.folder.journal_file()).append(R"({"event":"end"})");
  io::Journal mine = io::Journal::open(bench.one.journal_file());
  mine.append(R"({"event":"begin"})");
  mine.append(R"({"event":"shard"})");
  (void)io::touch_file(bench.one.journal_file());
  const AllJournals all = AllJournals::of(bench.folder);
  CHECK(all.records == 3);
  CHECK(all.last_event == R"({"event":"shard"})");
}

}  // namespace shared_standing_test
