#include "sweep/cli/shipped_files.h"

#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::shipped_files_test {
namespace {

TEST_CASE("an installed program knows its configurations") {
  const TemporaryFolder folder;
  const fs::path program = folder.path() / "bin/servesweep";
  CHECK(shipped_configs(program) == "");
  fs::create_directories(folder.path() / "share/servesweep/configs");
  CHECK(shipped_configs(program) == folder.path() / "share/servesweep/configs");
}

TEST_CASE("a program that is not installed has none") {
  CHECK(shipped_configs() == "");
}

}  // namespace
}  // namespace servesweep::sweep::test::shipped_files_test
