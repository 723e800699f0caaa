#include "io/hdf5/request_columns.h"

#include <doctest/doctest.h>

#include <string>

#include "io/hdf5/shard_reader.h"
#include "tests/io/hdf5/sample_results.h"

namespace request_columns_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

/// A shard of three runs that does not end on a chunk, written and read.
std::vector<engine::RequestRecord> read_back(const std::vector<engine::RequestRecord>& records) {
  const test::TemporaryFolder folder;
  ShardWriter writer(folder.path(), test::sample_identity(), test::sample_metrics());
  for (const PointRow& point : test::sample_points()) writer.add_point(point);
  for (int i = 0; i < 3; ++i) {
    RunResult run = test::sample_run(i, 0);
    run.packed = PackedRequests(records);
    writer.add(std::move(run));
  }
  const ShardReader shard = ShardReader::open(folder.path() / writer.commit().file_name);
  REQUIRE(shard.read_requests(0) == records);
  REQUIRE(shard.read_requests(1) == records);
  return shard.read_requests(2);
}

}  // namespace

TEST_CASE("rows come back from several chunks") {
  const auto records = test::sample_records(30'000, 5);
  CHECK(read_back(records) == records);
}

TEST_CASE("rows that need wider integers than those before them are kept exactly") {
  auto records = test::sample_records(70'000, 6);
  records[69'999].arrival_us = 1LL << 50;
  records[69'999].routed_us = (1LL << 50) + 5;
  CHECK(read_back(records) == records);
}

}  // namespace request_columns_test
