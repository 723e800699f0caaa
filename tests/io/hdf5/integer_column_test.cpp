#include "io/hdf5/integer_column.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/io/hdf5/sample_results.h"

namespace integer_column_test {

using namespace servesweep::io;

TEST_CASE("a column is as wide as its widest value and keeps what it has when it widens") {
  IntegerColumn column;
  const std::vector<std::pair<std::int64_t, std::size_t>> steps = {
      {-128, 1},         {127, 1},       {128, 2},
      {-32'768, 2},      {-32'769, 4},   {5, 4},
      {-(1LL << 31), 4}, {1LL << 31, 8}, {std::numeric_limits<std::int64_t>::min(), 8}};
  std::vector<std::int64_t> expected;
  for (const auto& [value, width] : steps) {
    column.append(value);
    expected.push_back(value);
    CHECK(column.width() == width);
  }
  CHECK(column.rows() == steps.size());
  const test::TemporaryFolder folder;
  h5::FileImage image("x.h5");
  column.write(image.root(), "column", {});
  write_file_atomically(folder.path() / "x.h5", image.finish());
  const h5::File file = h5::File::open_read_only(folder.path() / "x.h5");
  CHECK(file.root().dataset("column").read<std::int64_t>() == expected);
}

}  // namespace integer_column_test
