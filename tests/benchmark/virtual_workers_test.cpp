#include "tests/benchmark/virtual_workers.h"

#include <doctest/doctest.h>

namespace virtual_workers_test {

using namespace servesweep::benchmark;

TEST_CASE("runs are taken in their order by whoever is free, and idle time is counted") {
  VirtualWorkers workers(2);
  CHECK(workers.idle());
  CHECK(workers.busy_share() == 0);
  workers.add(7, 4);  // until 4
  workers.add(8, 1);  // until 1
  workers.add(9, 2);  // begins at 1, until 3
  CHECK(workers.finish() == 8);
  CHECK(workers.now() == 1);
  CHECK(workers.next_end() == 3);
  CHECK(workers.finish() == 9);
  CHECK(workers.busy_share() == 1);
  CHECK(workers.finish() == 7);  // one worker was idle from 3 to 4: 7 of 8
  CHECK(workers.busy_share() == 0.875);
  CHECK(workers.idle());
  workers.wait_until(7);
  CHECK(workers.busy_share() == 0.5);
}

TEST_CASE("of runs that end at once, the one that began first is told first") {
  VirtualWorkers workers(3);
  for (const int trial : {5, 3, 4}) workers.add(trial, 1);
  CHECK(workers.finish() == 5);
  CHECK(workers.finish() == 3);
  CHECK(workers.finish() == 4);
}

}  // namespace virtual_workers_test
