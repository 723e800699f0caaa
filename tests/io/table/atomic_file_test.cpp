#include "io/table/atomic_file.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace atomic_file_test {

namespace {

namespace fs = std::filesystem;
using servesweep::io::AtomicFile;
using servesweep::io::write_file;

/// A folder of its own, gone at the end.
struct Folder {
  Folder()
      : path(fs::temp_directory_path() /
             ("servesweep_atomic_file_test_" + std::to_string(getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("a file appears at commit and not before") {
  const Folder folder;
  const fs::path path = folder.path / "table.csv";
  {
    AtomicFile file(path);
    file.write("a,b\n");
    file.write("1,2\n");
    CHECK_FALSE(fs::exists(path));
    CHECK(fs::exists(folder.path / "table.csv.partial"));
    file.commit();
  }
  CHECK(content(path) == "a,b\n1,2\n");
  CHECK_FALSE(fs::exists(folder.path / "table.csv.partial"));
}

TEST_CASE("an abandoned file leaves the old one and no rest") {
  const Folder folder;
  const fs::path path = folder.path / "table.csv";
  write_file(path, "old");
  { AtomicFile(path).write("new"); }
  CHECK(content(path) == "old");
  CHECK_FALSE(fs::exists(folder.path / "table.csv.partial"));
  write_file(path, "new");
  CHECK(content(path) == "new");
}

TEST_CASE("a rest of a killed writer is overwritten") {
  const Folder folder;
  write_file(folder.path / "x.partial", "a longer rest of an earlier writer");
  write_file(folder.path / "x", "short");
  CHECK(content(folder.path / "x") == "short");
}

TEST_CASE("failures name the file and the reason") {
  const Folder folder;
  const fs::path absent = folder.path / "absent" / "x";
  const std::string message = absent.string() + ": cannot be created (No such file or directory)";
  CHECK_THROWS_WITH_AS(write_file(absent, "x"), message.c_str(), std::runtime_error);
  const fs::path taken = folder.path / "taken";
  fs::create_directories(taken / "inside");
  const std::string renaming =
      taken.string() + ": cannot be renamed from its .partial (Is a directory)";
  CHECK_THROWS_WITH_AS(write_file(taken, "x"), renaming.c_str(), std::runtime_error);
  CHECK_FALSE(fs::exists(folder.path / "taken.partial"));
}

TEST_CASE("a full disk is a clear failure") {
  // A limit on file sizes fails writes as a full disk does.
  const Folder folder;
  rlimit usual{};
  ::getrlimit(RLIMIT_FSIZE, &usual);
  const rlimit none{0, usual.rlim_max};
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &none);
  std::string complaint;
  try {
    write_file(folder.path / "x", "x");
  } catch (const std::runtime_error& error) {
    complaint = error.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, before);
  CHECK(complaint == (folder.path / "x").string() + ": cannot be written (File too large)");
  CHECK_FALSE(fs::exists(folder.path / "x"));
}

}  // namespace

}  // namespace atomic_file_test
