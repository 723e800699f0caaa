#include "io/hdf5/row_blocks.h"

#include <doctest/doctest.h>

#include <numeric>

#include "engine/base/problem.h"
#include "io/hdf5/h5_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace row_blocks_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("rows come in blocks of a chunk, up to the end of the column") {
  const test::TemporaryFolder folder;
  std::vector<std::int32_t> values(h5::kChunkRows + 10);
  std::iota(values.begin(), values.end(), 0);
  h5::FileImage image("blocks");
  image.root().write<std::int32_t>("values", values, {"", "counting"});
  write_file_atomically(folder.path() / "blocks.h5", image.finish());
  const h5::File file = h5::File::open_read_only(folder.path() / "blocks.h5");
  RowBlocks blocks(file.root().dataset("values"));
  const std::size_t last = h5::kChunkRows - 1;
  CHECK(blocks.rows(3, 5).size() == 5);
  CHECK(blocks.rows(3, 5)[4] == 7);
  CHECK(blocks.rows(last, 100).size() == 1);  // its block ends here
  CHECK(blocks.rows(last + 1, 100).size() == 10);
  CHECK(blocks.rows(last + 5, 2)[1] == static_cast<std::int64_t>(last + 6));
  CHECK(blocks.rows(0, 1)[0] == 0);
  CHECK_THROWS_AS((void)blocks.rows(last + 11, 1), engine::Problem);
}

}  // namespace row_blocks_test
