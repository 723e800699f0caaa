#include "io/folder/shared_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

#include "engine/base/problem.h"
#include "tests/io/hdf5/sample_results.h"

namespace shared_file_test {

using namespace servesweep;
using namespace servesweep::io;
namespace fs = std::filesystem;

TEST_CASE("of many who create a file at once one does, and nobody reads half of it") {
  constexpr int kThreads = 8;
  constexpr int kRounds = 20;
  const test::TemporaryFolder folder;
  const auto text_of = [](int writer) {
    return std::string(3'000, static_cast<char>('a' + writer));
  };
  for (int round = 0; round < kRounds; ++round) {
    const fs::path file = folder.path() / std::to_string(round);
    std::atomic<int> created = 0;
    std::atomic<int> winner = -1;
    std::atomic<int> torn = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        if (create_shared_file(file, text_of(i))) {
          ++created;
          winner = i;
        }
        const std::string seen = read_shared_file(file).value_or("");
        if (seen.size() != 3'000 || std::ranges::count(seen, seen.front()) != 3'000) ++torn;
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(created == 1);
    CHECK(torn == 0);
    CHECK(read_shared_file(file) == text_of(winner));
  }
  // No draft is left behind.
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == kRounds);
}

TEST_CASE("a file is replaced as a whole, and one that is not there is none") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "file";
  CHECK_FALSE(read_shared_file(file));
  CHECK_FALSE(modified_ns(file));
  CHECK_FALSE(touch_file(file));
  CHECK_FALSE(fs::exists(file));
  replace_shared_file(file, "one");
  replace_shared_file(file, "two");
  CHECK(read_shared_file(file) == "two");
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  CHECK_THROWS_AS(replace_shared_file(folder.path() / "none" / "file", ""), engine::Problem);
}

TEST_CASE("a touch brings the time of modification to the present") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "file";
  test::write_text_file(file, "");
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(5));
  const std::int64_t old_ns = modified_ns(file).value();
  const std::int64_t new_ns = touch_file(file).value();
  CHECK(new_ns - old_ns >= 5 * std::int64_t{3'600'000'000'000});
  CHECK(modified_ns(file) == new_ns);
}

TEST_CASE("half-written files are known by their names") {
  CHECK(is_shared_partial(".servesweep-n1-17-0.partial"));
  CHECK_FALSE(is_shared_partial("servesweep.json.partial"));
  CHECK_FALSE(is_shared_partial(".servesweep-n1-17-0"));
}

}  // namespace shared_file_test
