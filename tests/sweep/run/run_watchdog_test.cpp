#include "sweep/run/run_watchdog.h"

#include <doctest/doctest.h>

#include <thread>

namespace servesweep::sweep::run_watchdog_test {

// Nothing here measures time: each test ends when what it waits for has happened.

TEST_CASE("a run that takes too long is told to stop, and a later one begins anew") {
  RunWatchdog dog(0.002, 1e9);
  for (int i = 0; i < 3; ++i) {
    const RunWatchdog::Watch watch(dog, TaskId(i));
    while (!watch.wanted()) std::this_thread::yield();
  }
  const RunWatchdog::Watch fresh(dog, TaskId(3));
  CHECK(dog.take_hanging().empty());
}

TEST_CASE("several runs are watched, each by itself, in whatever order they end") {
  RunWatchdog dog(0.002, 1e9);
  auto first = std::make_unique<RunWatchdog::Watch>(dog, TaskId(0));
  auto second = std::make_unique<RunWatchdog::Watch>(dog, TaskId(1));
  auto third = std::make_unique<RunWatchdog::Watch>(dog, TaskId(2));
  first.reset();
  while (!second->wanted() || !third->wanted()) std::this_thread::yield();
  third.reset();
  second.reset();
}

TEST_CASE("a run that does not stop hangs, and is named once") {
  RunWatchdog dog(0.001, 0.001);
  const RunWatchdog::Watch watch(dog, TaskId(5));
  std::vector<TaskId> hanging;
  while (hanging.empty()) hanging = dog.take_hanging();
  CHECK(hanging == std::vector<TaskId>{TaskId(5)});
  CHECK(watch.wanted());
  CHECK(dog.take_hanging().empty());
}

TEST_CASE("without a limit nobody is stopped") {
  RunWatchdog dog(0, 0);
  const RunWatchdog::Watch watch(dog, TaskId(0));
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK_FALSE(watch.wanted());
}

}  // namespace servesweep::sweep::run_watchdog_test
