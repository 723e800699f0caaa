#include "sweep/submit/log_folder.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::log_folder_test {
namespace {

TEST_CASE("a log folder is made, and stays only if something was submitted") {
  const TemporaryFolder folder;
  const fs::path logs = folder.path() / "out/logs";
  {
    const LogFolder refused(logs);
    CHECK(fs::is_directory(logs));
  }
  CHECK_FALSE(fs::exists(folder.path() / "out"));
  {
    LogFolder kept(logs);
    kept.keep();
  }
  CHECK(fs::is_directory(logs));
}

TEST_CASE("a folder that was there before stays, although nothing was submitted") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "out");
  { const LogFolder refused(folder.path() / "out/logs"); }
  CHECK(folder.names() == std::vector<std::string>{"out"});
}

TEST_CASE("a log folder with something in it is nobody's to remove") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "out/logs");
  folder.write("out/logs/slurm-1.out", "words");
  { const LogFolder refused(folder.path() / "out/logs"); }
  CHECK(folder.names() == std::vector<std::string>{"out", "out/logs", "out/logs/slurm-1.out"});
}

TEST_CASE("a log folder that cannot be made is the user's to move") {
  const TemporaryFolder folder;
  folder.write("out", "a file");
  CHECK_THROWS_AS(LogFolder(folder.path() / "out/logs"), engine::Problem);
}

}  // namespace
}  // namespace servesweep::sweep::test::log_folder_test
