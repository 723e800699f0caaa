#include "io/folder/renewed_file.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace renewed_file_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("renewed file: holds the last text, and nothing else is left in the folder") {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "live.json";
  renew_file(file, "a longer text");
  renew_file(file, "short");
  CHECK(read_file(file) == "short");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("renewed file: what cannot be put in place leaves no partial file") {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "live.json";
  std::filesystem::create_directories(file / "occupied");
  CHECK_THROWS_AS(renew_file(file, "text"), engine::Problem);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "live.json.partial"));
  CHECK_THROWS_AS(renew_file(folder.path() / "missing" / "live.json", "text"), engine::Problem);
}

}  // namespace renewed_file_test
