#include <doctest/doctest.h>
#include <fcntl.h>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/result_folder.h"
#include "io/journal/journal.h"
#include "io/table/atomic_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace links_test {

// Symbolic links planted in a result folder: nothing is written or read through them.

using namespace servesweep;
using namespace servesweep::io;
namespace fs = std::filesystem;

namespace {

struct Folders {
  test::TemporaryFolder temporary;
  fs::path out = temporary.path() / "out";
  fs::path elsewhere = temporary.path() / "elsewhere";
  fs::path victim = elsewhere / "victim";

  Folders() {
    fs::create_directories(elsewhere);
    test::write_text_file(victim, "precious");
  }
  [[nodiscard]] bool victim_is_whole() const {
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(elsewhere)) files += entry.exists() ? 1 : 0;
    return read_file(victim) == "precious" && files == 1;
  }
};

template <class Action>
std::string problem_of(Action action) {
  try {
    action();
  } catch (const std::exception& problem) {
    return problem.what();
  }
  return "none";
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
  return found;
}

}  // namespace

TEST_CASE("a folder of shards that leads elsewhere is refused, a linked result folder is not") {
  const Folders folders;
  fs::create_directories(folders.out);
  fs::create_symlink(folders.elsewhere, folders.out / "shards");
  test::write_text_file(folders.out / "servesweep.json",
                        R"({"format": "servesweep-results", "format_version": [1, 1],)"
                        R"( "study": "sample", "study_hash": "abc"})");
  contains(problem_of([&] { (void)ResultFolder::create_or_open(folders.out, "sample", "abc"); }),
           "shards: is a symbolic link (it leads out of the result folder)");
  CHECK(folders.victim_is_whole());

  const fs::path real = folders.temporary.path() / "real", link = folders.temporary.path() / "link";
  fs::create_directories(real);
  fs::create_symlink(real, link);
  CHECK_NOTHROW((void)ResultFolder::create_or_open(link, "sample", "abc"));
  CHECK(fs::exists(real / "servesweep.json"));
}

TEST_CASE("a shard that is a link is refused") {
  const Folders folders;
  const ResultFolder folder = ResultFolder::create_or_open(folders.out, "sample", "abc");
  fs::create_symlink(folders.victim, folder.shard_file({0, 0}));
  contains(problem_of([&] { (void)folder.shards(); }), "shard-0000-0000.h5: is a symbolic link");
}

TEST_CASE("what is created is not written through a link in its place") {
  const Folders folders;
  fs::create_directories(folders.out);
  const auto plant = [&](const char* name) {
    fs::create_symlink(folders.victim, folders.out / name);
    return folders.out / name;
  };
  plant("file.partial");
  contains(problem_of(
               [&] { write_file_atomically(folders.out / "file", std::as_bytes(std::span("x"))); }),
           "remove the symbolic link: nothing is written through one");
  plant("table.csv.partial");
  contains(problem_of([&] { write_file(folders.out / "table.csv", "x"); }), "cannot be created");
  const fs::path journal = plant("journal.log");
  test::write_text_file(folders.victim, "SSWJRNL1");  // even if it looks like one of ours
  contains(problem_of([&] { (void)Journal::open(journal); }), "remove the symbolic link");
  CHECK(read_file(folders.victim) == "SSWJRNL1");
  test::write_text_file(folders.victim, "precious");
  const fs::path fresh = folders.temporary.path() / "fresh";
  fs::create_directories(fresh);
  fs::create_symlink(folders.victim, fresh / "servesweep.lock");
  contains(problem_of([&] { (void)ResultFolder::create_or_open(fresh, "sample", "abc"); }),
           "remove the symbolic link");
  CHECK(folders.victim_is_whole());
}

TEST_CASE("a link in the place of a finished file is replaced, not followed") {
  const Folders folders;
  fs::create_directories(folders.out);
  fs::create_symlink(folders.victim, folders.out / "study.h5");
  write_file_atomically(folders.out / "study.h5", std::as_bytes(std::span("x")));
  CHECK_FALSE(fs::is_symlink(folders.out / "study.h5"));
  CHECK(folders.victim_is_whole());
}

}  // namespace links_test
