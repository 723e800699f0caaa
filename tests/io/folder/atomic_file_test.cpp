#include "io/folder/atomic_file.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>

#include "engine/base/problem.h"
#include "io/journal/journal.h"
#include "tests/io/hdf5/sample_results.h"

namespace atomic_file_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

/// No file may grow beyond `bytes` while this lives: what a full disk or a quota does to a writer.
class FullDisk {
 public:
  explicit FullDisk(std::size_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    (void)std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

void write(const std::filesystem::path& file, const std::string& text, Existing existing) {
  write_file_atomically(file, std::as_bytes(std::span(text)), existing);
}

}  // namespace

TEST_CASE("a file is replaced as a whole, or refused if it must not be") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "file";
  write(file, "one", Existing::refuse);
  CHECK_THROWS_AS(write(file, "two", Existing::refuse), engine::Problem);
  CHECK(read_file(file) == "one");
  write(file, "three", Existing::replace);
  CHECK(read_file(file) == "three");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  CHECK_THROWS_AS(write(folder.path() / "none" / "file", "x", Existing::replace), engine::Problem);
  CHECK_THROWS_AS((void)read_file(folder.path() / "none"), engine::Problem);
}

TEST_CASE(
    "a full disk leaves the old file, no partial one, and a shard that can be committed later") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "file";
  write(file, "old", Existing::replace);
  ShardWriter writer = test::sample_writer(folder.path(), 3, 100);
  {
    const FullDisk full(1000);
    try {
      write(file, std::string(5000, 'x'), Existing::replace);
      FAIL("no problem");
    } catch (const engine::Problem& problem) {
      CHECK(problem.remedy().find("free some space") != std::string::npos);
    }
    CHECK_THROWS_AS(writer.commit(), engine::Problem);
  }
  CHECK(read_file(file) == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  CHECK(writer.commit().runs == 3);
}

TEST_CASE("a full disk leaves a whole journal that goes on when there is space again") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  Journal journal = Journal::open(file);
  journal.append("1");
  {
    const FullDisk full(200);
    CHECK_THROWS_AS(journal.append(std::string(500, '2')), engine::Problem);
  }
  journal.append("3");
  const JournalContent content = read_journal(file);
  CHECK(content.records == std::vector<std::string>{"1", "3"});
  CHECK(content.torn_bytes + content.skipped_bytes == 0);
}

}  // namespace atomic_file_test
