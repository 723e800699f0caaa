#include "io/folder/result_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "io/folder/storage_problem.h"
#include "tests/io/hdf5/sample_results.h"

namespace result_folder_test {

using namespace servesweep;
using namespace servesweep::io;
namespace fs = std::filesystem;

namespace {

std::string problem_of(const fs::path& path, const std::string& hash = "abc") {
  try {
    (void)ResultFolder::create_or_open(path, "sample", hash);
  } catch (const engine::Problem& problem) {
    return problem.what();
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a new folder is marked, opened again, and read without a lock") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "deep" / "out";
  CHECK_THROWS_AS((void)ResultFolder::open_existing(path), engine::Problem);
  {
    const ResultFolder folder = ResultFolder::create_or_open(path, "sample", "abc");
    CHECK(folder.locked());
    CHECK(folder.shards().empty());
    CHECK(fs::is_directory(folder.shards_folder()));
  }
  CHECK(problem_of(path).empty());
  const ResultFolder reader = ResultFolder::open_existing(path);
  CHECK(reader.marker().study == "sample");
  CHECK(reader.marker().study_hash == "abc");
  CHECK_FALSE(reader.locked());
}

TEST_CASE("only one process writes at a time") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "out";
  {
    const ResultFolder first = ResultFolder::create_or_open(path, "sample", "abc");
    CHECK(contains(problem_of(path), "is in use by another servesweep process"));
    CHECK_NOTHROW((void)ResultFolder::open_existing(path));
  }
  CHECK(problem_of(path).empty());
}

TEST_CASE("the other ranks open the folder of rank 0 and no other") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "out";
  const ResultFolder leader = ResultFolder::create_or_open(path, "sample", "abc");
  const auto problem_beside = [&](const fs::path& seen, const FolderMarker& marker) {
    try {
      (void)ResultFolder::join_as_rank(seen, marker, leader.holder());
    } catch (const StorageProblem& problem) {
      return std::string(problem.what());
    }
    return std::string();
  };
  CHECK(problem_beside(path, leader.marker()).empty());
  CHECK(contains(problem_beside(temporary.path() / "none", leader.marker()), "cannot be seen"));
  CHECK(contains(problem_beside(path, {"sample", "xyz"}), "is another folder here"));
  // The same study in a folder of the same name on a disk of that node alone.
  const fs::path twin = temporary.path() / "twin";
  CHECK(problem_of(twin).empty());
  CHECK(contains(problem_beside(twin, leader.marker()), "is another folder here"));
  fs::remove(leader.shards_folder());
  CHECK_THROWS_AS((void)ResultFolder::join_as_rank(path, leader.marker(), leader.holder()),
                  engine::Problem);
}

TEST_CASE("another study's results are refused and left alone") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "out";
  CHECK(problem_of(path).empty());
  const std::string text = problem_of(path, "xyz");
  CHECK(contains(text, "holds the results of another study ('sample')"));
  CHECK(contains(text, "its hash is abc, this study's is xyz"));
  CHECK(ResultFolder::open_existing(path).marker().study_hash == "abc");
}

TEST_CASE(
    "folders with foreign files are refused and left alone, those of the batch system are not") {
  const test::TemporaryFolder temporary;
  test::write_text_file(temporary.path() / "slurm-17.out", "hello");
  test::write_text_file(temporary.path() / ".hidden", "hello");
  CHECK(problem_of(temporary.path()).empty());
  const test::TemporaryFolder foreign;
  test::write_text_file(foreign.path() / "thesis.tex", "precious");
  CHECK(contains(problem_of(foreign.path()), "holds foreign files such as 'thesis.tex'"));
  CHECK(std::distance(fs::directory_iterator(foreign.path()), {}) == 1);
  CHECK(contains(problem_of(foreign.path() / "thesis.tex"), "is not a folder"));
  CHECK(contains(problem_of(foreign.path() / "thesis.tex" / "out"), "cannot create the folder"));
}

TEST_CASE("damaged and newer markers are refused") {
  const test::TemporaryFolder temporary;
  const fs::path marker = temporary.path() / "servesweep.json";
  for (const char* text : {"", "{", "[]", "{}", R"({"format": "other"})",
                           R"({"format": "servesweep-results", "format_version": 1})"}) {
    test::write_text_file(marker, text);
    CHECK(contains(problem_of(temporary.path()), "is not a marker"));
  }
  test::write_text_file(marker, R"({"format": "servesweep-results", "format_version": [2, 0]})");
  CHECK(contains(problem_of(temporary.path()), "has format version 2"));
}

TEST_CASE("shards are listed by rank and sequence, foreign files among them are refused") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = ResultFolder::create_or_open(temporary.path(), "sample", "abc");
  for (const char* name : {"shard-0001-0000.h5", "shard-0000-10000.h5", "shard-0000-9999.h5",
                           "shard-0000-0002.h5.partial"}) {
    test::write_text_file(folder.shards_folder() / name, "");
  }
  CHECK(folder.shards() == std::vector<ShardName>{{0, 9999}, {0, 10'000}, {1, 0}});
  CHECK(folder.next_sequence(0) == 10'001);
  CHECK(folder.next_sequence(1) == 1);
  CHECK(folder.next_sequence(2) == 0);
  test::write_text_file(folder.shards_folder() / "notes.txt", "");
  CHECK_THROWS_AS((void)folder.shards(), engine::Problem);
  CHECK(folder.shard_names().size() == 3);
  CHECK(folder.foreign_files() == std::vector<fs::path>{folder.shards_folder() / "notes.txt"});
}

TEST_CASE("a name that a shard in quarantine had is not used again") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = ResultFolder::create_or_open(temporary.path(), "sample", "abc");
  fs::create_directory(temporary.path() / "quarantine");
  for (const char* name : {"shard-0000-0004.h5.1", "shard-0000-0003.h5", "study.h5", "x"}) {
    test::write_text_file(temporary.path() / "quarantine" / name, "");
  }
  CHECK(folder.next_sequence(0) == 5);
  CHECK(folder.next_sequence(1) == 0);
  test::write_text_file(folder.shard_file({0, 7}), "");
  CHECK(folder.next_sequence(0) == 8);
}

TEST_CASE("the resolved study comes back, and not if it was changed") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = ResultFolder::create_or_open(temporary.path(), "sample", "abc");
  folder.write_resolved_study("study: sample\n");
  CHECK(folder.read_resolved_study() == "study: sample\n");
  test::write_text_file(folder.resolved_study_file(),
                        read_file(folder.resolved_study_file()) + "more: 1\n");
  CHECK_THROWS_AS((void)folder.read_resolved_study(), StorageProblem);
}

TEST_CASE("an old marker without a checksum and one of a greater minor version are read") {
  const test::TemporaryFolder temporary;
  test::write_text_file(temporary.path() / "servesweep.json",
                        R"({"format": "servesweep-results", "format_version": [1, 99],)"
                        R"( "study": "sample", "study_hash": "abc", "more": 1})");
  CHECK(ResultFolder::open_existing(temporary.path()).marker() == FolderMarker{"sample", "abc"});
}

TEST_CASE("names of shards are one to one") {
  CHECK(ShardName{7, 12}.text() == "shard-0007-0012.h5");
  CHECK(ShardName::parse("shard-0007-0012.h5") == ShardName{7, 12});
  for (const char* text :
       {"shard-7-12.h5", "shard-0007-0012.h5x", "shard-0007.h5", "shard--001-0012.h5",
        "shard-99999999999-0000.h5", "shard-0000-00000.h5", ""}) {
    CHECK_FALSE(ShardName::parse(text).has_value());
  }
}

TEST_CASE("half-written files of ours go when the folder is locked, others stay") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "out";
  CHECK(problem_of(path).empty());
  const fs::path stale = path / "shards" / "shard-0000-0000.h5.partial";
  const fs::path index = path / "study.h5.partial";
  const fs::path foreign = path / "download.partial";
  for (const fs::path& file : {stale, index, foreign}) test::write_text_file(file, "x");
  (void)ResultFolder::open_existing(path);
  CHECK(fs::exists(stale));
  CHECK(problem_of(path).empty());
  CHECK_FALSE(fs::exists(stale));
  CHECK_FALSE(fs::exists(index));
  CHECK(fs::exists(foreign));
}

TEST_CASE("a folder is not opened while a rank of an earlier job may still write") {
  const test::TemporaryFolder root;
  const fs::path path = root.path() / "out";
  const auto join = [&] {
    const ResultFolder seen = ResultFolder::open_existing(path);
    return ResultFolder::join_as_rank(path, seen.marker(), seen.holder());
  };
  { const ResultFolder writer = ResultFolder::create_or_open(path, "s", "h"); }
  {
    const ResultFolder orphan = join();
    const ResultFolder other = join();
    CHECK_THROWS_AS(static_cast<void>(ResultFolder::create_or_open(path, "s", "h")), FolderInUse);
  }
  const ResultFolder writer = ResultFolder::create_or_open(path, "s", "h");
  CHECK(writer.locked());
  CHECK_FALSE(join().locked());
}

TEST_CASE("a shared folder lets others in, and keeps one out who does not share") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "out";
  {
    ResultFolder first = ResultFolder::share(path, "sample", "abc");
    CHECK(first.alone());
    CHECK(first.admit_others());
    CHECK_FALSE(first.alone());
    ResultFolder second = ResultFolder::share(path, "sample", "abc");
    CHECK_FALSE(second.alone());
    CHECK(contains(problem_of(path), "is in use by servesweep processes that share it"));
    CHECK(second.locked());
    CHECK_FALSE(second.leave_last());
    CHECK(first.leave_last());
    CHECK(first.alone());
    CHECK(contains(problem_of(path), "is in use by another servesweep process"));
    CHECK(first.admit_others());
    CHECK(contains(problem_of(path), "is in use by servesweep processes that share it"));
  }
  CHECK(problem_of(path).empty());
  CHECK_THROWS_AS((void)ResultFolder::share(path, "sample", "xyz"), engine::Problem);
}

TEST_CASE("whoever is first in a shared folder clears it while the others wait") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "out";
  std::atomic<int> first = 0;
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<ResultFolder> folders;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      ResultFolder folder = ResultFolder::share(path, "sample", "abc");
      if (folder.alone()) {
        ++first;
        const std::lock_guard lock(mutex);
        CHECK(folders.empty());
      }
      CHECK(folder.admit_others());
      const std::lock_guard lock(mutex);
      folders.push_back(std::move(folder));
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(first == 1);
  CHECK(folders.size() == 6);
}

TEST_CASE("who shares a folder removes half-written files only if nobody else is there") {
  const test::TemporaryFolder temporary;
  const fs::path path = temporary.path() / "out";
  const auto leave_half = [&] {
    test::write_text_file(path / ".servesweep-n7-1234-0.partial", "");
    test::write_text_file(path / "members" / "index-0001.h5.partial", "");
  };
  {
    ResultFolder first = ResultFolder::share(path, "sample", "abc");
    CHECK(first.admit_others());
    leave_half();
    const ResultFolder second = ResultFolder::share(path, "sample", "abc");
    CHECK(fs::exists(path / ".servesweep-n7-1234-0.partial"));
  }
  const ResultFolder again = ResultFolder::share(path, "sample", "abc");
  CHECK_FALSE(fs::exists(path / ".servesweep-n7-1234-0.partial"));
  CHECK_FALSE(fs::exists(path / "members" / "index-0001.h5.partial"));
}

}  // namespace result_folder_test
