#include "io/hdf5/deflate_blocks.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <random>
#include <utility>

namespace deflate_blocks_test {

using namespace servesweep::io;

namespace {

using Bytes = std::vector<std::byte>;

/// What zlib makes of blocks without a frame, an empty last one behind them.
Bytes inflated(Bytes blocks, std::size_t size) {
  for (const int byte : {0x03, 0x00}) blocks.push_back(static_cast<std::byte>(byte));
  Bytes bytes(size + 1);
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, -15) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(blocks.data());
  stream.avail_in = static_cast<uInt>(blocks.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  CHECK(stream.avail_in == 0);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return bytes;
}

Bytes random_bytes(std::size_t count, std::mt19937& random, unsigned most) {
  Bytes bytes;
  for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::byte>(random() % most));
  return bytes;
}

ByteCounts counts_of(const Bytes& bytes) {
  ByteCounts counts{};
  for (const std::byte byte : bytes) ++counts[std::to_integer<std::size_t>(byte)];
  return counts;
}

}  // namespace

TEST_CASE("a constant block takes a few hundred bytes, whatever value and length") {
  for (const int value : {0, 1, 143, 144, 255}) {
    for (const std::size_t size : {1U, 7U, 8U, 9U, 265U, 266U, 267U, 1024U, 1289U, 1290U, 1291U,
                                   1292U, 1298U, 1299U, 1300U, 1309U, 65'521U, 65'536U, 200'000U}) {
      const Bytes bytes(size, static_cast<std::byte>(value));
      Bytes block;
      append_constant_block(block, bytes[0], size);
      // 258 bytes take 14 bits, 10 of the odd ones 13, at most 10 stand alone with 9 bits.
      CHECK(block.size() <= size / 258 * 14 / 8 + 26 * 13 / 8 + 10 * 9 / 8 + 8);
      CHECK(inflated(block, size) == bytes);
    }
  }
}

TEST_CASE("stored blocks are five bytes longer than what they hold, per 65,535") {
  std::mt19937 random(1);
  const Bytes bytes = random_bytes(65'536, random, 256);
  Bytes blocks;
  append_stored_blocks(blocks, bytes);
  CHECK(blocks.size() == 65'536 + 2 * 5);
  CHECK(inflated(blocks, bytes.size()) == bytes);
}

TEST_CASE("a Huffman block takes as many bits as values need") {
  std::mt19937 random(2);
  for (const unsigned most : {2U, 3U, 16U, 100U, 256U}) {
    for (const std::size_t size : {100U, 1024U, 1025U, 1026U, 1027U, 65'536U, 300'000U}) {
      const Bytes bytes = random_bytes(size, random, most);
      Bytes block;
      append_huffman_block(block, bytes, counts_of(bytes));
      CHECK(inflated(block, size) == bytes);
      // 138 bytes in front; of 16 values some get five bits, as the end of the block has a code.
      if (most == 16) CHECK(block.size() <= 138 + size / 2 + size / 16 + 10);
    }
  }
}

TEST_CASE("a Huffman block of very uneven bytes keeps its codes short") {
  Bytes bytes;
  for (std::size_t i = 0, count = 1, next = 1; i < 24; ++i) {
    bytes.insert(bytes.end(), count, static_cast<std::byte>(i));
    next = std::exchange(count, next) + next;
  }
  Bytes block;
  append_huffman_block(block, bytes, counts_of(bytes));
  CHECK(inflated(block, bytes.size()) == bytes);
  CHECK(block.size() * 3 < bytes.size());  // 2.62 bits on average
}

TEST_CASE("blocks follow one another in any order") {
  std::mt19937 random(4);
  for (int round = 0; round < 50; ++round) {
    Bytes all, blocks;
    for (int i = 0; i < 10; ++i) {
      Bytes bytes = random_bytes(1 + random() % 3000, random, 40);
      bytes.insert(bytes.end(), {std::byte{1}, std::byte{2}});
      switch (random() % 3) {
        case 0:
          bytes.assign(bytes.size(), std::byte{9});
          append_constant_block(blocks, bytes[0], bytes.size());
          break;
        case 1:
          append_stored_blocks(blocks, bytes);
          break;
        default:
          append_huffman_block(blocks, bytes, counts_of(bytes));
      }
      all.insert(all.end(), bytes.begin(), bytes.end());
    }
    REQUIRE(inflated(blocks, all.size()) == all);
  }
}

}  // namespace deflate_blocks_test
