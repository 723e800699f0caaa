#include "io/hdf5/packed_columns.h"

#include <doctest/doctest.h>

#include "io/hdf5/chunk_encoder.h"

namespace packed_columns_test {

using namespace servesweep::io;

TEST_CASE("columns of different lengths are packed chunk by chunk, each once") {
  PackingCrew crew;
  const std::vector<std::size_t> chunks{2, 0, 3};
  const PackedColumns packed = pack_columns(crew, chunks, [](std::size_t c, std::size_t chunk) {
    return std::vector<std::byte>(1 + c, static_cast<std::byte>(chunk));
  });
  REQUIRE(packed.size() == 3);
  CHECK(packed[1].empty());
  for (const std::size_t c : {0U, 2U}) {
    REQUIRE(packed[c].size() == chunks[c]);
    for (std::size_t chunk = 0; chunk < chunks[c]; ++chunk) {
      CHECK(packed[c][chunk] == std::vector<std::byte>(1 + c, static_cast<std::byte>(chunk)));
    }
  }
}

TEST_CASE("a chunk is what an encoder makes of it") {
  std::vector<std::byte> rows(800);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<std::byte>(i * i % 251);
  ChunkEncoder encoder;
  const std::span<const std::byte> expected = encoder.encode(rows, 1600, 8);
  CHECK(packed_chunk(rows, 1600, 8) == std::vector<std::byte>(expected.begin(), expected.end()));
}

}  // namespace packed_columns_test
