#include "io/hdf5/row_finder.h"

#include <doctest/doctest.h>

#include "tests/io/hdf5/sample_results.h"

namespace row_finder_test {

using namespace servesweep::io;

TEST_CASE("a key is found where it is told, elsewhere, at its first row, or not at all") {
  std::vector<PlanRow> plan(4);
  for (int i = 0; i < 3; ++i) plan[static_cast<std::size_t>(i)].key = test::sample_key(i);
  plan[3].key = test::sample_key(1);
  RowFinder finder(plan);
  CHECK(finder.find(test::sample_key(2), 2) == 2);
  CHECK(finder.find(test::sample_key(2), 0) == 2);
  CHECK(finder.find(test::sample_key(1), -1) == 1);
  CHECK(finder.find(test::sample_key(1), 99) == 1);
  CHECK(finder.find(test::sample_key(7), 1) == RowFinder::kNoRow);
}

}  // namespace row_finder_test
