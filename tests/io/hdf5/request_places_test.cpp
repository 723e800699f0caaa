#include "io/hdf5/request_places.h"

#include <doctest/doctest.h>

#include "tests/io/hdf5/sample_index.h"

namespace request_places_test {

using namespace servesweep::io;

TEST_CASE("rows go where their runs stand in the plan, those of equal runs once") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());  // 40 requests per run
  StudyIndex index = test::sample_index(folder);
  index.plan.push_back(index.plan[4]);  // the same simulation as run 4
  const RequestPlaces places(index, folder, {0, 2, 4, 5, 6, 8});
  CHECK(places.begins() == std::vector<std::int64_t>{0, 40, 80, 120, 160, 80});
  CHECK(places.counts() == std::vector<std::int64_t>{40, 40, 40, 40, 0, 40});
  CHECK(places.total_rows() == 160);
  REQUIRE(places.shards().size() == 2);
  const ShardPieces& first = places.shards()[0];
  REQUIRE(first.pieces.size() == 2);  // run 1 is not wanted
  CHECK(first.pieces[1].source == 80);
  CHECK(first.pieces[1].target == 40);
  CHECK(first.pieces[1].count == 40);
}

TEST_CASE("rows that stand in two shards are taken from the first that has them") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  test::sample_writer(folder.shards_folder(), 3, 40, 0, 2, 0).commit();  // runs 0-2 again
  const StudyIndex index = test::sample_index(folder);
  const RequestPlaces places(index, folder, {0, 1, 2});
  REQUIRE(places.shards().size() == 1);
  CHECK(places.shards()[0].file == folder.shard_file({.rank = 0, .sequence = 0}));
  CHECK(places.shards()[0].pieces.size() == 3);
}

}  // namespace request_places_test
