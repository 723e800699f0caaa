#include "io/hdf5/plane_deflater.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <random>

namespace plane_deflater_test {

using namespace servesweep::io;

namespace {

using Bytes = std::vector<std::byte>;

/// What zlib makes of the stream; it checks the sum at its end, too.
Bytes inflated(const Bytes& stream, std::size_t size) {
  Bytes bytes(size);
  uLongf length = size;
  const auto* in = reinterpret_cast<const Bytef*>(stream.data());
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(bytes.data()), &length, in, stream.size()) == Z_OK);
  REQUIRE(length == size);
  return bytes;
}

Bytes packed(PlaneDeflater& deflater, const Bytes& bytes, std::size_t plane_bytes,
             Compression compression = Compression::runs) {
  Bytes out;
  deflater.pack({bytes, plane_bytes, 0}, compression, out);
  return out;
}

void append_random(Bytes& bytes, std::size_t count, std::mt19937& random, unsigned most) {
  for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::byte>(random() % most));
}

}  // namespace

TEST_CASE("a plane of one value takes a few hundred bytes, whatever is looked for") {
  PlaneDeflater deflater(1);
  for (const Compression compression : {Compression::runs, Compression::matches}) {
    for (const std::size_t size : {1U, 1000U, 65'536U, 200'000U}) {
      const Bytes bytes(size, std::byte{200});
      const Bytes stream = packed(deflater, bytes, size, compression);
      CHECK(stream.size() <= size / 258 * 14 / 8 + 71);
      CHECK(inflated(stream, size) == bytes);
    }
  }
}

TEST_CASE("a plane without pattern is stored, one of few values is not") {
  std::mt19937 random(5);
  PlaneDeflater deflater(1);
  Bytes bytes;
  append_random(bytes, 65'536, random, 256);
  CHECK(packed(deflater, bytes, 65'536).size() == 65'536 + 2 * 5 + 2 + 2 + 4);
  CHECK(inflated(packed(deflater, bytes, 65'536), 65'536) == bytes);
  bytes.clear();
  append_random(bytes, 65'536, random, 16);  // 4 bits each
  CHECK(packed(deflater, bytes, 65'536).size() < 33'500);
  CHECK(inflated(packed(deflater, bytes, 65'536), 65'536) == bytes);
}

TEST_CASE("a counter is no plane without pattern if its values repeat") {
  Bytes bytes;
  for (std::size_t i = 0; i < 65'536; ++i) bytes.push_back(static_cast<std::byte>(i / 16));
  PlaneDeflater deflater(1);
  CHECK(packed(deflater, bytes, 65'536).size() < 16'000);
}

TEST_CASE("long runs take less than a bit for each byte") {
  Bytes bytes;
  for (std::size_t i = 0; i < 65'536; ++i) bytes.push_back(static_cast<std::byte>(i / 100 % 2));
  PlaneDeflater deflater(1);
  CHECK(packed(deflater, bytes, 65'536).size() < 1'500);
}

TEST_CASE("what comes again is found by the full search only") {
  std::mt19937 random(7);
  Bytes bytes;
  append_random(bytes, 1000, random, 256);
  for (std::size_t i = 0; i < 64'000; ++i) bytes.push_back(bytes[i]);
  PlaneDeflater deflater(1);
  CHECK(packed(deflater, bytes, bytes.size()).size() > 64'000);
  const Bytes stream = packed(deflater, bytes, bytes.size(), Compression::matches);
  CHECK(stream.size() < 2'500);
  CHECK(inflated(stream, bytes.size()) == bytes);
}

TEST_CASE("planes of all kinds in any order come back, with the zeros behind them") {
  std::mt19937 random(6);
  PlaneDeflater deflater(1);
  for (const std::size_t size : {5U, 1000U, 1024U, 4001U, 65'536U}) {
    for (int round = 0; round < 30; ++round) {
      Bytes bytes, expected;
      const std::size_t padding = round % 2 == 0 ? 0 : random() % 5000;
      for (int plane = 0; plane < 8; ++plane) {
        const unsigned values[] = {1, 1, 3, 256};
        append_random(bytes, size, random, values[random() % 4]);
        expected.insert(expected.end(), bytes.end() - static_cast<std::ptrdiff_t>(size),
                        bytes.end());
        expected.insert(expected.end(), padding, std::byte{});
      }
      Bytes out;
      const auto compression = round % 3 == 0 ? Compression::matches : Compression::runs;
      deflater.pack({bytes, size, padding}, compression, out);
      REQUIRE(inflated(out, expected.size()) == expected);
    }
  }
}

}  // namespace plane_deflater_test
