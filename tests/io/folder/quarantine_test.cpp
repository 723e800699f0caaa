#include "io/folder/quarantine.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/io/hdf5/sample_results.h"

namespace quarantine_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("files of one name lie side by side in quarantine, none is overwritten") {
  const test::TemporaryFolder folder;
  const Quarantine quarantine(folder.path());
  const auto file = folder.path() / "a.h5";
  const std::vector<std::string> names = {"a.h5", "a.h5.1", "a.h5.2"};
  for (const std::string& name : names) {
    test::write_text_file(file, name);
    CHECK(quarantine.take(file) == folder.path() / "quarantine" / name);
    CHECK_FALSE(std::filesystem::exists(file));
  }
  test::write_text_file(file, "a.h5.3");
  CHECK(quarantine.take_copy(file) == folder.path() / "quarantine" / "a.h5.3");
  CHECK(std::filesystem::exists(file));
  for (const std::string name : {"a.h5", "a.h5.1", "a.h5.2", "a.h5.3"}) {
    CHECK(read_file(folder.path() / "quarantine" / name) == name);
  }
  CHECK_THROWS_AS((void)quarantine.take(folder.path() / "none"), engine::Problem);
}

TEST_CASE("a quarantine that cannot be made moves nothing") {
  const test::TemporaryFolder folder;
  test::write_text_file(folder.path() / "quarantine", "a file in its place");
  test::write_text_file(folder.path() / "a.h5", "x");
  CHECK_THROWS_AS((void)Quarantine(folder.path()).take(folder.path() / "a.h5"), engine::Problem);
  CHECK(read_file(folder.path() / "a.h5") == "x");
}

}  // namespace quarantine_test
