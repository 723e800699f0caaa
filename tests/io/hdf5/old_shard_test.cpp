#include <doctest/doctest.h>

#include "io/hdf5/shard_reader.h"
#include "tests/io/hdf5/sample_results.h"

namespace old_shard_test {

using namespace servesweep;
using namespace servesweep::io;

// old_files/shard-1.0.h5 was written by the code of commit 0a5a48d, format 1.0: the runs 0 and 1 of
// sample_writer() with 40 requests each.
TEST_CASE("a shard of format 1.0 still opens, its latencies are not taken apart") {
  const ShardReader shard = ShardReader::open(std::filesystem::path(SERVESWEEP_TEST_DATA) /
                                              "io/hdf5/old_files/shard-1.0.h5");
  CHECK(shard.identity() == test::sample_identity());
  CHECK(shard.metrics() == test::sample_metrics());
  REQUIRE(shard.runs() == 2);
  for (unsigned i = 0; i < 2; ++i) {
    CHECK(shard.run(i).key == test::sample_key(static_cast<int>(i)));
    CHECK(shard.read_requests(i) == test::sample_plain_records(40, i));
  }
}

// old_files/shard-1.1.h5 was written by the code of commit a025883, format 1.1: the same runs.
TEST_CASE("a shard of format 1.1 still opens, with all parts of its latencies") {
  const ShardReader shard = ShardReader::open(std::filesystem::path(SERVESWEEP_TEST_DATA) /
                                              "io/hdf5/old_files/shard-1.1.h5");
  REQUIRE(shard.runs() == 2);
  for (unsigned i = 0; i < 2; ++i) {
    CHECK(shard.read_requests(i) == test::sample_records(40, i));
  }
}

}  // namespace old_shard_test
