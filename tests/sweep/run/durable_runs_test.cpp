#include "sweep/run/durable_runs.h"

#include <doctest/doctest.h>

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

std::vector<int> numbers(const std::vector<RunId>& runs) {
  std::vector<int> all;
  for (const RunId run : runs) all.push_back(run.value());
  return all;
}

io::CommittedShard shard_of(std::int64_t runs) {
  io::CommittedShard shard;
  shard.runs = runs;
  return shard;
}

}  // namespace

TEST_CASE("runs are durable in the order in which they were added, shard by shard") {
  DurableRuns runs;
  CHECK(runs.in({}).empty());
  for (const int run : {7, 3, 9, 1}) runs.added(RunId(run));
  CHECK(numbers(runs.in({shard_of(2)})) == std::vector<int>{7, 3});
  runs.added(RunId(4));
  CHECK(numbers(runs.in({shard_of(1), shard_of(2)})) == std::vector<int>{9, 1, 4});
}
