#include "io/hdf5/repeated_run.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/io/hdf5/sample_results.h"

namespace repeated_run_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("outcomes are the same whatever they took, and NaN is NaN") {
  const RunResult first = test::sample_run(3, 0);
  RunResult again = first;
  again.wall_s = 7;
  CHECK(same_outcome(first, again));
  again.metrics[1] = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(same_outcome(first, again));
  CHECK(same_outcome(again, again));
  again = first;
  again.failure = "ran out of memory";
  CHECK_FALSE(same_outcome(first, again));
  again = first;
  again.point = 0;
  CHECK_FALSE(same_outcome(first, again));
}

TEST_CASE("request tables of two shards are compared row by row, whichever are open") {
  const test::TemporaryFolder folder;
  test::sample_writer(folder.path(), 2, 20, 0, 1).commit();
  test::sample_writer(folder.path(), 3, 20, 0, 2).commit();
  ShardWriter writer = test::sample_writer(folder.path(), 0, 0, 0, 3);
  RunResult changed = test::sample_run(1, 20);
  changed.records[19].preemptions += 1;
  writer.add(std::move(changed));
  writer.commit();

  const auto shard = [&](int rank) { return folder.path() / ShardName{rank, 0}.text(); };
  RepeatedRuns runs;
  CHECK(runs.same_requests({shard(1), 0}, {shard(2), 0}));
  CHECK_FALSE(runs.same_requests({shard(1), 1}, {shard(3), 0}));
  CHECK(runs.same_requests({shard(1), 1}, {shard(2), 1}));
  CHECK_FALSE(runs.same_requests({shard(2), 2}, {shard(2), 1}));
}

}  // namespace repeated_run_test
