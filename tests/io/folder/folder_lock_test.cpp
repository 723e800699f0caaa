#include "io/folder/folder_lock.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "engine/base/problem.h"
#include "io/folder/host_name.h"
#include "tests/io/hdf5/sample_results.h"

namespace folder_lock_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("the second who wants the lock is told who has it, by host and process") {
  const test::TemporaryFolder folder;
  CHECK(FolderLock::holder(folder.path()).empty());
  const std::string pid = std::to_string(::getpid());
  {
    const auto lock = FolderLock::take(folder.path());
    REQUIRE(lock.has_value());
    CHECK(FolderLock::holder(folder.path()).starts_with(host_name() + " " + pid + " "));
    std::string text;
    try {
      (void)FolderLock::take(folder.path());
    } catch (const engine::Problem& problem) {
      text = problem.what();
    }
    CHECK(text == folder.path().string() + ": is in use by another servesweep process (process " +
                      pid + " on " + host_name() +
                      " holds the lock file servesweep.lock); wait for that process or stop it, or "
                      "choose another -o");
  }
  CHECK(FolderLock::take(folder.path()).has_value());
}

TEST_CASE("a lock file that says nothing or anything else does no harm") {
  const test::TemporaryFolder folder;
  const std::string file = (folder.path() / "servesweep.lock").string();
  const auto lock = FolderLock::take(folder.path());
  for (const char* text : {"", "\n", "node7", "node7 ", "\x01\x02 \xff"}) {
    test::write_text_file(file, text);
    CHECK_THROWS_AS((void)FolderLock::take(folder.path()), engine::Problem);
  }
}

TEST_CASE("one who is refused is told that others share the folder") {
  const test::TemporaryFolder folder;
  auto first = FolderLock::share(folder.path());
  CHECK(first->alone());
  CHECK_FALSE(FolderLock::holder(folder.path()).ends_with(" shared"));
  REQUIRE(first->admit_others());
  CHECK(FolderLock::holder(folder.path()).ends_with(" shared"));
  CHECK_THROWS_WITH_AS((void)FolderLock::take(folder.path()),
                       doctest::Contains("by servesweep processes that share it"), engine::Problem);
  first.reset();
  CHECK(FolderLock::take(folder.path()).has_value());
  CHECK_FALSE(FolderLock::holder(folder.path()).ends_with(" shared"));
}

TEST_CASE("the last who leaves knows that he is, whoever is refused meanwhile") {
  const test::TemporaryFolder folder;
  for (int round = 0; round < 200; ++round) {
    auto lock = FolderLock::share(folder.path());
    REQUIRE(lock->admit_others());
    std::atomic<int> refused = 0, taken = 0;
    std::thread other([&] {
      while (refused < 20 && taken == 0) {
        try {
          (void)FolderLock::take(folder.path());
          ++taken;
        } catch (const engine::Problem&) {
          ++refused;
        }
      }
    });
    while (refused == 0) std::this_thread::yield();
    const bool last = lock->leave_last();
    if (!last) lock.reset();
    other.join();
    // The other one may have been faster, between giving the lock up and taking it; else nobody is.
    CHECK((last || taken > 0));
  }
}

TEST_CASE("each holder signs with another number") {
  const test::TemporaryFolder folder;
  (void)FolderLock::take(folder.path());
  const std::string first = FolderLock::holder(folder.path());
  (void)FolderLock::take(folder.path());
  CHECK(FolderLock::holder(folder.path()) != first);
}

}  // namespace folder_lock_test
