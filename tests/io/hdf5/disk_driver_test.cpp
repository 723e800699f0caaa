#include "io/hdf5/disk_driver.h"

#include <doctest/doctest.h>

#include <csignal>

#include "io/folder/storage_problem.h"
#include "io/hdf5/disk_file.h"
#include "tests/io/hdf5/own_process.h"
#include "tests/io/hdf5/sample_results.h"

namespace disk_driver_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

/// Writes 8 MB where only 64 kB fit, goes on, and tells whether the reason came out and nothing was
/// left behind.
bool full_disk_is_told(const std::filesystem::path& path) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{64 << 10, 64 << 10};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::vector<double> values(1 << 20);
  std::mt19937_64 random(1);  // not to be compressed
  for (double& value : values) value = static_cast<double>(random());
  try {
    h5::DiskFile file(path);
    for (const char* name : {"a", "b", "c"}) {
      file.root().write<double>(name, values, {"", "noise"});
    }
    file.commit();
    return false;
  } catch (const StorageProblem& problem) {
    if (std::string(problem.what()).find("File too large") == std::string::npos) return false;
  }
  return std::filesystem::is_empty(path.parent_path());
}

}  // namespace

TEST_CASE("a disk that is full is told as such, and HDF5 survives it") {
  const test::TemporaryFolder folder;
  const test::ChildEnd end = test::in_own_process(
      0, 3, [&](std::uint64_t) { return full_disk_is_told(folder.path() / "big.h5"); });
  CHECK(end.signal == 0);
  CHECK(end.code == 0);
}

TEST_CASE("a file that cannot be created is the Problem of its path") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(h5::DiskDriver(folder.path() / "none" / "file.h5"), engine::Problem);
}

}  // namespace disk_driver_test
