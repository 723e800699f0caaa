#include "io/folder/member_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mutex>
#include <set>
#include <thread>

#include "io/folder/atomic_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace member_file_test {

using namespace servesweep;
using namespace servesweep::io;
namespace fs = std::filesystem;

namespace {

MemberFacts facts() {
  return MemberFacts::of_this_process("servesweep run s.yaml --shared", 120);
}

}  // namespace

TEST_CASE("members that come at once get different numbers, from 1 on without gaps") {
  const test::TemporaryFolder folder;
  std::mutex mutex;
  std::vector<MemberFile> members;
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      MemberFile member(folder.path(), facts());
      const std::lock_guard lock(mutex);
      members.push_back(std::move(member));
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<int> numbers;
  for (const MemberFile& member : members) numbers.insert(member.number());
  CHECK(numbers.size() == 12);
  CHECK(*numbers.begin() == 1);
  CHECK(*numbers.rbegin() == 12);
  CHECK(members_in(folder.path()).size() == 12);
}

TEST_CASE("a member's process is known where it runs, and nobody's word reaches a terminal") {
  const test::TemporaryFolder folder;
  const MemberFile member(folder.path(), facts());
  CHECK(members_in(folder.path()).front().facts.lives() == true);
  const fs::path file = folder.path() / "member-0001.json";
  std::string text = read_file(file);
  const std::string pid = "\"pid\": " + std::to_string(::getpid());
  text.replace(text.find(pid), pid.size(), R"("pid": 1)");
  test::write_text_file(file, text);
  CHECK(members_in(folder.path()).front().facts.lives() == false);
  test::write_text_file(file, R"({"host":"\u001b[2J","pid":1})");
  CHECK(members_in(folder.path()).front().facts.host == "\\x1b[2J");
  CHECK_FALSE(members_in(folder.path()).front().facts.lives());
  fs::remove(file);
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  CHECK(members_in(folder.path()).front().facts.pid == 0);
}

TEST_CASE("what members say of themselves is found by their numbers") {
  const test::TemporaryFolder folder;
  CHECK(members_that_told(folder.path() / "none").empty());
  for (const char* name : {"live-0003.json", "live-0012.json", "live-1.json", "live-0004.json.x"}) {
    test::write_text_file(folder.path() / name, "");
  }
  CHECK(members_that_told(folder.path()) == std::set<int>{3, 12});
  CHECK(member_live_file("m", 3) == "m/live-0003.json");
}

TEST_CASE("the number of one who has left is free, that of one who is dead is not") {
  const test::TemporaryFolder folder;
  {
    const MemberFile first(folder.path(), facts());
    CHECK(first.number() == 1);
    CHECK(MemberFile(folder.path(), facts()).number() == 2);
    CHECK(MemberFile(folder.path(), facts()).number() == 2);
    CHECK(retire_members(folder.path(), 1, 0).empty());
    CHECK(first.touch());
    CHECK(retire_members(folder.path(), 0, 0).empty());  // believed to be dead: of this machine
    CHECK(members_in(folder.path()).empty());
    CHECK_FALSE(first.touch());
  }
  CHECK(MemberFile(folder.path(), facts()).number() == 2);
}

TEST_CASE("one of another machine is dead if silent for its lease, whatever locks say") {
  const test::TemporaryFolder folder;
  MemberFacts elsewhere = facts();
  elsewhere.host = "elsewhere";
  const MemberFile member(folder.path(), elsewhere);
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t seen_ns = member.touch().value();
  CHECK(retire_members(folder.path(), 0, seen_ns + 119 * kSecond) == std::set<int>{1});
  CHECK(members_in(folder.path()).size() == 1);
  CHECK(retire_members(folder.path(), 0, seen_ns + 121 * kSecond).empty());
  CHECK(members_in(folder.path()).empty());
}

TEST_CASE("a member says who it is, and readers bear what is no member") {
  const test::TemporaryFolder folder;
  CHECK(members_in(folder.path() / "none").empty());
  const MemberFile member(folder.path(), facts());
  test::write_text_file(folder.path() / "member-0005.json", "[1, 2");
  test::write_text_file(folder.path() / "member-0006.json", R"({"pid": "x", "host": 3})");
  test::write_text_file(folder.path() / "member-7.json", "{}");
  const std::vector<SeenMember> seen = members_in(folder.path());
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].number == 1);
  CHECK(seen[0].facts.pid == ::getpid());
  CHECK(seen[0].facts.host == facts().host);
  CHECK(seen[0].facts.command == "servesweep run s.yaml --shared");
  CHECK(seen[0].facts.lease_seconds == 120);
  CHECK(seen[0].facts.started.size() == std::string("2026-01-31T12:00:00Z").size());
  CHECK(seen[1].facts.host.empty());
  CHECK(seen[2].facts.pid == 0);
  CHECK(member.touch().value() >= seen[0].last_sign_ns);
}

TEST_CASE("journals are those of all times") {
  const test::TemporaryFolder folder;
  fs::path first;
  {
    const MemberFile member(folder.path(), facts());
    first = member.journal_file();
    test::write_text_file(first, "");
  }
  test::write_text_file(folder.path() / "journal-0012.log", "");
  test::write_text_file(folder.path() / "journal-12.log", "");
  const std::vector<fs::path> journals = member_journals(folder.path());
  REQUIRE(journals.size() == 2);
  CHECK(journals[0] == first);
  CHECK(journals[1].filename() == "journal-0012.log");
  CHECK(member_journals(folder.path() / "none").empty());
}

}  // namespace member_file_test
