#include "io/hdf5/chunk_encoder.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <random>
#include <string>

namespace chunk_encoder_test {

using namespace servesweep::io;

namespace {

using Bytes = std::vector<std::byte>;

std::uint32_t sum_of(const std::string& text) {
  return fletcher32(std::as_bytes(std::span(text)));
}

/// What a reader's filters make of a chunk: sum checked, zlib's inflate, elements whole again.
Bytes decoded(std::span<const std::byte> packed, std::size_t chunk_bytes, std::size_t planes) {
  const auto stream = packed.first(packed.size() - 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::to_integer<unsigned>(packed[stream.size() + i]) ==
          (fletcher32(stream) >> (8 * i) & 0xFFU));
  }
  Bytes shuffled(chunk_bytes), rows(chunk_bytes);
  uLongf length = chunk_bytes;
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(shuffled.data()), &length,
                     reinterpret_cast<const Bytef*>(stream.data()), stream.size()) == Z_OK);
  REQUIRE(length == chunk_bytes);
  const std::size_t count = chunk_bytes / planes;
  for (std::size_t i = 0; i < chunk_bytes; ++i) rows[i % count * planes + i / count] = shuffled[i];
  return rows;
}

}  // namespace

TEST_CASE("fletcher32 gives hand-computed sums of big-endian words") {
  CHECK(sum_of("") == 0);
  // Words 0x6162 ('a','b') and, for the odd rest, 0x6300: low = 0xC462, high = 0x6162 + 0xC462 →
  // fold.
  CHECK(sum_of("ab") == 0x61626162U);
  CHECK(sum_of("abc") == 0x25C5C462U);
}

TEST_CASE("chunks of one value shrink to almost nothing, whichever came before") {
  ChunkEncoder encoder;
  for (const int value : {0, 0, 7, 7, 0}) {
    const Bytes rows(40'000, static_cast<std::byte>(value));
    const auto packed = encoder.encode(rows, rows.size(), 1);
    CHECK(packed.size() < 100);
    CHECK(decoded(packed, rows.size(), 1) == rows);
  }
  const Bytes zeros(40'000);
  const std::byte* kept = encoder.encode(zeros, zeros.size(), 1).data();
  CHECK(encoder.encode(zeros, zeros.size(), 4).data() == kept);  // packed once
  const std::vector<std::int32_t> wide(10'000, 7);               // three planes of zeros
  const std::span<const std::byte> rows = std::as_bytes(std::span(wide));
  const auto packed = encoder.encode(rows, rows.size(), 4);
  CHECK(packed.size() < 100);
  CHECK(decoded(packed, rows.size(), 4) == Bytes(rows.begin(), rows.end()));
}

TEST_CASE("chunks come back, with the zeros behind them, whatever the encoder has packed before") {
  std::mt19937 random(6);
  ChunkEncoder encoder;
  for (int round = 0; round < 300; ++round) {
    const std::size_t element_bytes = 1 + random() % 10;
    const std::size_t planes = ChunkEncoder::shuffles(element_bytes) ? element_bytes : 1;
    const unsigned values[] = {1, 1, 3, 256};
    const unsigned most = values[random() % 4];
    Bytes rows(element_bytes * (1 + random() % 3 * 1000));
    for (std::byte& byte : rows) byte = static_cast<std::byte>(random() % most);
    const std::size_t padding = random() % 2 * 500 * element_bytes;
    const auto packed = encoder.encode(rows, rows.size() + padding, element_bytes);
    REQUIRE(Bytes(packed.begin(), packed.end()) == [&] {
      ChunkEncoder fresh;
      const auto again = fresh.encode(rows, rows.size() + padding, element_bytes);
      return Bytes(again.begin(), again.end());
    }());
    const Bytes back = decoded(packed, rows.size() + padding, planes);
    rows.resize(rows.size() + padding);
    REQUIRE(back == rows);
  }
}

TEST_CASE("an empty chunk, and one that cannot be made smaller, come back") {
  ChunkEncoder encoder;
  CHECK(decoded(encoder.encode({}, 0, 4), 0, 4).empty());
  Bytes random(std::size_t{8} << 16);
  std::uint32_t state = 1;
  for (std::byte& one : random) {
    state = state * 1'664'525U + 1'013'904'223U;
    one = static_cast<std::byte>(state >> 24);
  }
  const auto packed = encoder.encode(random, random.size(), 8);
  CHECK(packed.size() > random.size() - random.size() / 100);
  CHECK(decoded(packed, random.size(), 8) == random);
}

}  // namespace chunk_encoder_test
