#include "io/hdf5/byte_code.h"

#include <doctest/doctest.h>

#include <random>

namespace byte_code_test {

using namespace servesweep::io;

namespace {

/// Of all codes, in parts of 2^14: 2^14 if no code begins another and none is left.
unsigned used_codes(const ByteCode& code) {
  unsigned used = 0;
  for (std::size_t symbol = 0; symbol < kByteSymbols; ++symbol) {
    if (code.bits(symbol) > 0) used += 1U << (ByteCode::kMostBits - code.bits(symbol));
  }
  return used;
}

constexpr unsigned kAll = 1U << ByteCode::kMostBits;

}  // namespace

TEST_CASE("codes are those of RFC 1951's example") {
  // Its lengths are 3, 3, 3, 3, 3, 2, 4, 4 for A to H; these counts give them: G and H make a
  // 2, that with A a 5, B and C 6, D and E 6, F and the 5 an 11, the 6s a 12.
  ByteCode::Counts counts{};
  const std::uint32_t of[] = {3, 3, 3, 3, 3, 6, 1, 1};
  for (std::size_t i = 0; i < 8; ++i) counts['A' + i] = of[i];
  const ByteCode code(counts);
  const unsigned bits[] = {3, 3, 3, 3, 3, 2, 4, 4};
  // 010, 011, 100, 101, 110, 00, 1110, 1111, each reversed.
  const unsigned codes[] = {0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111};
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(code.bits('A' + i) == bits[i]);
    CHECK(code.code('A' + i) == codes[i]);
  }
  CHECK(code.bits('I') == 0);
  CHECK(used_codes(code) == kAll);
}

TEST_CASE("two symbols take a bit each") {
  ByteCode::Counts counts{};
  counts[7] = 1;
  counts[kEndOfBlock] = 60'000;
  const ByteCode code(counts);
  CHECK(code.bits(7) == 1);
  CHECK(code.bits(kEndOfBlock) == 1);
  CHECK(code.code(7) != code.code(kEndOfBlock));
}

TEST_CASE("no code is longer than 14 bits, and none is left over") {
  ByteCode::Counts fibonacci{};  // the deepest tree: one level per symbol
  fibonacci[0] = fibonacci[1] = 1;
  for (std::size_t i = 2; i < 40; ++i) fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
  CHECK(used_codes(ByteCode(fibonacci)) == kAll);
  CHECK(ByteCode(fibonacci).bits(39) <= 2);
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    ByteCode::Counts counts{};
    const std::size_t symbols = 2 + random() % (kByteSymbols - 1);
    for (std::size_t i = 0; i < symbols; ++i) {
      counts[kByteSymbols - 1 - i] = 1U << random() % (random() % 20 + 1);
    }
    const ByteCode code(counts);
    REQUIRE(used_codes(code) == kAll);
    for (std::size_t s = 0; s < kByteSymbols; ++s) {
      REQUIRE((code.bits(s) > 0) == (counts[s] > 0));
      REQUIRE(code.bits(s) <= ByteCode::kMostBits);
    }
  }
}

}  // namespace byte_code_test
