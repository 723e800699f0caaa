#include "io/folder/lease_folder.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "io/folder/atomic_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace lease_folder_test {

using namespace servesweep;
using namespace servesweep::io;
namespace fs = std::filesystem;

namespace {

/// How many of so many processes make `deed` true, all at once. A child writes a byte if it does;
/// it leaves without destructors, as it shares this process's files.
template <class Deed>
int successes_of_processes(int processes, const Deed& deed) {
  int gate[2], answers[2];
  REQUIRE(::pipe(gate) == 0);
  REQUIRE(::pipe(answers) == 0);
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(gate[1]);
      char byte = 0;
      (void)!::read(gate[0], &byte, 1);  // ends when the parent opens the gate
      if (deed(i)) (void)!::write(answers[1], "x", 1);
      ::_exit(0);
    }
    children.push_back(child);
  }
  ::close(gate[0]);
  ::close(gate[1]);
  for (const pid_t child : children) ::waitpid(child, nullptr, 0);
  ::close(answers[1]);
  int count = 0;
  char byte = 0;
  while (::read(answers[0], &byte, 1) == 1) ++count;
  ::close(answers[0]);
  return count;
}

template <class Deed>
int successes_of_threads(int count, const Deed& deed) {
  std::atomic<int> successes = 0;
  std::atomic<bool> open = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      while (!open) std::this_thread::yield();
      if (deed(i)) ++successes;
    });
  }
  open = true;
  for (std::thread& thread : threads) thread.join();
  return successes;
}

}  // namespace

TEST_CASE("of many members one gets a chunk: threads and processes") {
  const test::TemporaryFolder folder;
  const auto claims = [&](std::size_t chunk) {
    return [&, chunk](int i) { return LeaseFolder(folder.path(), i + 1).claim(chunk); };
  };
  for (std::size_t chunk = 0; chunk < 40; ++chunk) {
    CHECK(successes_of_threads(6, claims(chunk)) == 1);
  }
  for (std::size_t chunk = 40; chunk < 60; ++chunk) {
    CHECK(successes_of_processes(6, claims(chunk)) == 1);
  }
  CHECK(LeaseFolder(folder.path(), 1).look().leases.size() == 60);
}

TEST_CASE("of many who take a lease over one does, and nobody takes it from him") {
  const test::TemporaryFolder folder;
  REQUIRE(LeaseFolder(folder.path(), 9).claim(3));
  const Lease stale{.chunk = 3, .generation = 1};
  const auto takes = [&](int i) { return LeaseFolder(folder.path(), i + 1).take_over(stale); };
  CHECK(successes_of_threads(4, takes) == 1);
  CHECK(successes_of_processes(4, takes) == 0);  // they come too late, with the old view
  const LeaseBoard board = LeaseFolder(folder.path(), 1).look();
  REQUIRE(board.leases.size() == 1);
  CHECK(board.leases[0].lease == Lease{.chunk = 3, .generation = 2});
  const Lease second{.chunk = 3, .generation = 2};
  CHECK(successes_of_processes(
            4, [&](int i) { return LeaseFolder(folder.path(), i + 1).take_over(second); }) == 1);
}

TEST_CASE("whoever lost a lease is told when he renews it") {
  const test::TemporaryFolder folder;
  const LeaseFolder paused(folder.path(), 1);
  const LeaseFolder other(folder.path(), 2);
  const Lease first{.chunk = 0, .generation = 1};
  REQUIRE(paused.claim(0));
  CHECK(paused.renew(first));
  REQUIRE(other.take_over(first));
  CHECK_FALSE(paused.renew(first));
  CHECK(holder_of(folder.path(), {.chunk = 0, .generation = 2}) == 2);
  CHECK(holder_of(folder.path(), first) == 0);
}

TEST_CASE("a lease is renewed by the clock of the file") {
  const test::TemporaryFolder folder;
  const LeaseFolder member(folder.path(), 1);
  REQUIRE(member.claim(0));
  fs::last_write_time(folder.path() / "chunk-000000.lease-1",
                      fs::file_time_type::clock::now() - std::chrono::hours(1));
  const std::int64_t before_ns = member.look().leases.at(0).renewed_ns;
  REQUIRE(member.renew({.chunk = 0, .generation = 1}));
  CHECK(member.look().leases.at(0).renewed_ns - before_ns >= std::int64_t{3'600'000'000'000});
}

TEST_CASE("what is done is nobody's any more, and what is given back anybody's") {
  const test::TemporaryFolder folder;
  const LeaseFolder one(folder.path(), 1);
  const LeaseFolder two(folder.path(), 2);
  REQUIRE(one.claim(0));
  REQUIRE(one.claim(1));
  CHECK_FALSE(two.claim(1));
  one.release({.chunk = 1});
  CHECK(two.claim(1));
  one.finish({.chunk = 0});
  CHECK_FALSE(two.claim(0));
  CHECK_FALSE(two.take_over({.chunk = 0}));
  CHECK(two.look().done == std::vector<std::size_t>{0});
  CHECK(two.look().leases.size() == 1);
  // A shard of it was lost.
  two.reopen(0);
  CHECK(one.claim(0));
}

TEST_CASE("a paused member that finishes marks its chunk, and the one who took it over sees it") {
  const test::TemporaryFolder folder;
  const LeaseFolder paused(folder.path(), 1);
  const LeaseFolder other(folder.path(), 2);
  REQUIRE(paused.claim(4));
  REQUIRE(other.take_over({.chunk = 4, .generation = 1}));
  paused.finish({.chunk = 4, .generation = 1});
  CHECK(other.look().done == std::vector<std::size_t>{4});
  CHECK(other.look().leases.empty());
  other.finish({.chunk = 4, .generation = 2});
  CHECK(other.look().done == std::vector<std::size_t>{4});
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("foreign names are left alone, of two leases of a chunk the later counts") {
  const test::TemporaryFolder folder;
  const LeaseFolder member(folder.path(), 1);
  for (const char* name : {"chunk-000001.lease-1", "chunk-000001.lease-3", "chunk-1.lease-1",
                           "chunk-000002.lease-x", "chunks.json", "chunk-000003.done.bak"}) {
    test::write_text_file(folder.path() / name, "");
  }
  const LeaseBoard board = member.look();
  CHECK(board.done.empty());
  REQUIRE(board.leases.size() == 1);
  CHECK(board.leases[0].lease == Lease{.chunk = 1, .generation = 3});
  member.clear({});
  CHECK(member.look().leases.empty());
  CHECK(fs::exists(member.chunks_file()));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 4);
}

TEST_CASE("leases of the dead are cleared, those of who may live stay with all marks") {
  const test::TemporaryFolder folder;
  const LeaseFolder dead(folder.path(), 1);
  const LeaseFolder alive(folder.path(), 2);
  REQUIRE(dead.claim(0));
  REQUIRE(alive.claim(1));
  REQUIRE(dead.claim(2));
  dead.finish({.chunk = 2});
  alive.clear({2, 5});
  LeaseBoard board = alive.look();
  REQUIRE(board.leases.size() == 1);
  CHECK(board.leases[0].lease.chunk == 1);
  CHECK(board.done == std::vector<std::size_t>{2});
  alive.clear({});
  board = alive.look();
  CHECK(board.leases.empty());
  CHECK(board.done.empty());
}

}  // namespace lease_folder_test
