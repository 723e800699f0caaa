#include "io/hdf5/packing_crew.h"

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace packing_crew_test {

using namespace servesweep::io;

TEST_CASE("one thread alone does every piece once") {
  PackingCrew crew;
  CHECK_FALSE(crew.help());
  std::vector<int> done(100);
  crew.run(done.size(), [&](std::size_t piece) { ++done[piece]; });
  CHECK(done == std::vector<int>(100, 1));
  crew.run(0, [](std::size_t) { FAIL("there is no piece"); });
  CHECK_FALSE(crew.help());
}

TEST_CASE("helpers share the pieces of many batches, and a batch ends when all are done") {
  PackingCrew crew;
  std::atomic<bool> over = false;
  std::atomic<int> helped = 0;
  std::vector<std::thread> helpers;
  for (int i = 0; i < 3; ++i) {
    helpers.emplace_back([&] {
      while (!over) helped += crew.help() ? 1 : 0;
    });
  }
  std::size_t batches = 0;
  do {
    std::vector<int> done(50);
    crew.run(done.size(), [&](std::size_t piece) { ++done[piece]; });
    REQUIRE(done == std::vector<int>(50, 1));
  } while (++batches < 200 || helped == 0);
  over = true;
  for (std::thread& helper : helpers) helper.join();
}

TEST_CASE("threads without work of their own wait for batches, until they are told to stop") {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  PackingCrew crew;
  std::atomic<int> by_others = 0;
  const auto here = std::this_thread::get_id();
  {
    std::vector<std::jthread> helpers;
    for (int i = 0; i < 3; ++i) {
      helpers.emplace_back([&](const std::stop_token& stop) { crew.help_until(stop); });
    }
    std::size_t batches = 0;
    do {
      std::vector<int> done(50);
      crew.run(done.size(), [&](std::size_t piece) {
        ++done[piece];
        if (std::this_thread::get_id() != here) ++by_others;
      });
      REQUIRE(done == std::vector<int>(50, 1));
    } while (++batches < 100 || (by_others == 0 && std::chrono::steady_clock::now() < patience));
    CHECK(by_others > 0);
  }
}

TEST_CASE("a failed piece fails the batch, not the next one") {
  PackingCrew crew;
  int done = 0;
  const auto fail_once = [&](std::size_t piece) {
    if (piece == 1) throw std::runtime_error("no memory");
    ++done;
  };
  CHECK_THROWS_WITH(crew.run(4, fail_once), "no memory");
  CHECK(done == 3);
  crew.run(1, fail_once);
  CHECK(done == 4);
}

}  // namespace packing_crew_test
