#include "sweep/run/membership.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "io/folder/lease_folder.h"
#include "io/folder/shared_file.h"
#include "sweep/run/chunk_layout.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/study/example_study.h"

namespace membership_test {

using namespace servesweep;
using namespace servesweep::sweep;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Bench {
  io::test::TemporaryFolder temporary;
  Plan plan;

  Bench() : plan(Plan::of(study())) {}
  [[nodiscard]] Study study() const {
    io::test::write_text_file(temporary.path() / "study.yaml", kExampleStudy);
    return Study::read_file(temporary.path() / "study.yaml");
  }
  [[nodiscard]] io::ResultFolder join() const {
    return io::ResultFolder::share(temporary.path() / "out", "example", "abc");
  }
};

std::optional<io::MemberFile> member_of(const io::ResultFolder& folder,
                                        std::chrono::seconds lease) {
  return become_member(folder, SharedRules{.lease = lease}, "test");
}

}  // namespace

TEST_CASE("all living members lease for the same time") {
  const Bench bench;
  io::ResultFolder first = bench.join();
  const auto one = member_of(first, 60s);
  CHECK(one->number() == 1);
  open_to_members(first, bench.plan);
  const io::ResultFolder second = bench.join();
  CHECK_THROWS_WITH_AS((void)member_of(second, 30s), doctest::Contains("give --lease-seconds 60"),
                       engine::Problem);
  CHECK(member_of(second, 60s)->number() == 2);
  CHECK_FALSE(become_member(second, std::nullopt, "test"));
}

TEST_CASE("a list of chunks of another plan, or a damaged one, goes when nobody needs it") {
  const Bench bench;
  const auto stays = [&](const std::string& text) {
    io::ResultFolder folder = bench.join();
    const fs::path file = io::LeaseFolder(folder.leases_folder(), 0).chunks_file();
    io::replace_shared_file(file, text);
    open_to_members(folder, bench.plan);
    return fs::exists(file);
  };
  const std::vector<double> seconds(8, 1.0);
  CHECK(stays(ChunkLayout::cut(bench.plan.fingerprint(), seconds, 1).json()));
  CHECK_FALSE(stays(ChunkLayout::cut("another", seconds, 1).json()));
  CHECK_FALSE(stays("{"));
}

TEST_CASE("the last to leave takes the marks along") {
  const Bench bench;
  io::ResultFolder first = bench.join();
  const auto one = member_of(first, 60s);
  open_to_members(first, bench.plan);
  io::ResultFolder second = bench.join();
  const auto two = member_of(second, 60s);
  const io::LeaseFolder leases(first.leases_folder(), 1);
  REQUIRE(leases.claim(4));
  leases.finish({.chunk = 4});
  CHECK_FALSE(leave_last(second, *two));
  CHECK(leases.look().done.size() == 1);
  CHECK(leave_last(first, *one));
  CHECK(leases.look().done.empty());
  CHECK(one->touch());
}

TEST_CASE("one who has built an index leaves with it, unless others came and left meanwhile") {
  const Bench bench;
  io::ResultFolder first = bench.join();
  const auto one = member_of(first, 60s);
  open_to_members(first, bench.plan);
  std::vector<io::ShardName> indexed;
  {
    io::ResultFolder second = bench.join();
    const auto two = member_of(second, 60s);
    CHECK(leave_indexed(second, *two, indexed));  // the first is there: it will be last
    CHECK_FALSE(second.locked());
  }
  // As if the second had committed after the first had listed the shards.
  io::test::write_text_file(first.shard_file({1, 0}), "");
  CHECK_FALSE(leave_indexed(first, *one, indexed));
  CHECK(first.locked());
  CHECK_FALSE(first.alone());  // others may come again while it builds
  indexed = first.shards();
  CHECK(leave_indexed(first, *one, indexed));
  CHECK(first.alone());
}

}  // namespace membership_test
