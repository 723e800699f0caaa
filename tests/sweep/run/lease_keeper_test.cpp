#include "sweep/run/lease_keeper.h"

#include <doctest/doctest.h>

#include "io/folder/shared_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace lease_keeper_test {

using namespace servesweep;
using namespace servesweep::sweep;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Bench {
  io::test::TemporaryFolder folder;
  io::LeaseFolder leases{folder.path(), 1};
  io::MemberFile member{folder.path(), io::MemberFacts::of_this_process("test", 1)};
};

/// Waits for the keeper's thread, for as long as a very busy machine may need.
template <class Condition>
bool comes_true(const Condition& condition) {
  for (int i = 0; i < 6'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

}  // namespace

TEST_CASE("leases that are held are renewed, with the membership") {
  const Bench bench;
  REQUIRE(bench.leases.claim(0));
  const std::int64_t lease_ns = bench.leases.look().leases.at(0).renewed_ns;
  const std::int64_t member_ns = io::members_in(bench.folder.path()).at(0).last_sign_ns;
  LeaseKeeper keeper(bench.leases, bench.member, 1s);
  keeper.hold({.chunk = 0});
  CHECK(comes_true([&] {
    return bench.leases.look().leases.at(0).renewed_ns > lease_ns &&
           io::members_in(bench.folder.path()).at(0).last_sign_ns > member_ns;
  }));
  CHECK(keeper.take_lost().empty());
}

TEST_CASE("a lease that was taken over is told once, and its chunk can still be finished") {
  const Bench bench;
  REQUIRE(bench.leases.claim(0));
  REQUIRE(bench.leases.claim(1));
  LeaseKeeper keeper(bench.leases, bench.member, 1s);
  keeper.hold({.chunk = 0});
  keeper.hold({.chunk = 1});
  REQUIRE(io::LeaseFolder(bench.folder.path(), 2).take_over({.chunk = 1}));
  std::vector<std::size_t> lost;
  CHECK(comes_true([&] {
    lost = keeper.take_lost();
    return !lost.empty();
  }));
  CHECK(lost == std::vector<std::size_t>{1});
  keeper.finish(1);
  keeper.finish(0);
  keeper.finish(0);  // not held any more
  CHECK(bench.leases.look().done == std::vector<std::size_t>{0, 1});
}

TEST_CASE("what is held at the end is given back, but not what others have") {
  const Bench bench;
  {
    LeaseKeeper keeper(bench.leases, bench.member, 1s);
    for (const std::size_t chunk : {0U, 1U}) {
      REQUIRE(bench.leases.claim(chunk));
      keeper.hold({.chunk = chunk});
    }
    REQUIRE(io::LeaseFolder(bench.folder.path(), 2).take_over({.chunk = 1}));
  }
  const io::LeaseBoard board = bench.leases.look();
  REQUIRE(board.leases.size() == 1);
  CHECK(board.leases[0].lease == io::Lease{.chunk = 1, .generation = 2});
}

}  // namespace lease_keeper_test
