#include "io/hdf5/study_index.h"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/base/problem.h"
#include "io/hdf5/shard_figures.h"
#include "tests/io/hdf5/sample_index.h"

namespace study_index_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("the index is filled from the shards: done, failed and missing runs") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  const StudyIndex index = test::sample_index(folder);
  REQUIRE(index.plan.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) {
    CAPTURE(i);
    if (i < 6) {
      CHECK(index.plan[i].status == RunStatus::done);
      CHECK(index.values[0][i] == 1000.0 * static_cast<double>(i));
    } else {
      CHECK(index.plan[i].status == (i == 6 ? RunStatus::failed : RunStatus::missing));
      CHECK(std::isnan(index.values[0][i]));
    }
    CHECK(std::isnan(index.values[2][i]));  // a metric that no shard has
  }
  CHECK(index.failures.at(6) == "out of blocks");
  REQUIRE(index.shards.size() == 2);
  CHECK(index.shards[0].name == "shard-0000-0000.h5");
  CHECK(index.shards[0].requests == 120);
  CHECK(index.shards[0].content_hash ==
        content_hash(folder.shards_folder() / "shard-0000-0000.h5"));
  CHECK(index.shards[1].runs == 4);
}

TEST_CASE("an index comes back as it was written, and replaces an older one") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  StudyIndex index = test::sample_index(folder);
  write_index(folder.index_file(), index);
  index.command = "servesweep run again";
  write_index(folder.index_file(), index);
  const StudyIndex read = read_index(folder.index_file());
  CHECK(read.study == index.study);
  CHECK(read.study_hash == index.study_hash);
  CHECK(read.servesweep_version == index.servesweep_version);
  CHECK(read.command == "servesweep run again");
  CHECK(read.ranks == index.ranks);
  CHECK(read.strategies == index.strategies);
  CHECK(read.baseline == index.baseline);
  CHECK(read.points == index.points);
  CHECK(read.plan == index.plan);
  CHECK(read.failures == index.failures);
  CHECK(read.metrics == index.metrics);
  CHECK(read.shards == index.shards);
  REQUIRE(read.values.size() == index.values.size());
  CHECK(read.values[1][3] == index.values[1][3]);
  CHECK(std::isnan(read.values[0][7]));
}

TEST_CASE("a shard is not an index, and a lost index is a clear problem") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  CHECK_THROWS_AS((void)read_index(folder.index_file()), engine::Problem);
  CHECK_THROWS_AS((void)read_index(folder.shard_file({0, 0})), engine::Problem);
}

}  // namespace study_index_test
