#include "io/hdf5/chunk_encoder.h"

#include <doctest/doctest.h>

#include <string>

namespace chunk_encoder_test {

using namespace servesweep::io;

namespace {

std::uint32_t sum_of(const std::string& text) {
  return fletcher32(std::as_bytes(std::span(text)));
}

}  // namespace

TEST_CASE("fletcher32 gives hand-computed sums of big-endian words") {
  CHECK(sum_of("") == 0);
  // Words 0x6162 ('a','b') and, for the odd rest, 0x6300: low = 0xC462, high = 0x6162 + 0xC462 →
  // fold.
  CHECK(sum_of("ab") == 0x61626162U);
  CHECK(sum_of("abc") == 0x25C5C462U);
}

TEST_CASE("both ways to compress shrink a constant column to almost nothing") {
  const std::vector<std::int32_t> rows(10'000, 7);
  ChunkEncoder encoder;
  for (const Compression compression : {Compression::runs, Compression::matches}) {
    CHECK(encoder.encode(std::as_bytes(std::span(rows)), 40'000, 4, compression).size() < 600);
  }
}

}  // namespace chunk_encoder_test
