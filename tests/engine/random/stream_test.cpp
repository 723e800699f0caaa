#include "engine/random/stream.h"

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <vector>

namespace stream_test {

using namespace servesweep::engine;

namespace {

constexpr StreamPurpose kTest("test");

std::vector<std::uint64_t> first_numbers(Stream stream, int count) {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(stream());
  return numbers;
}

}  // namespace

TEST_CASE("Stream: Philox gives the published answer for the digits of pi") {
  // Known-answer test of the Random123 distribution for philox4x32-10.
  const r123::Philox4x32::ctr_type counter{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}};
  const r123::Philox4x32::key_type key{{0xa4093822, 0x299f31d0}};
  const r123::Philox4x32::ctr_type expected{{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}};
  CHECK(r123::Philox4x32{}(counter, key) == expected);
}

TEST_CASE("Stream: numbers are the blocks of (seed xor purpose, index) in order") {
  const std::uint64_t seed = 0x0123456789abcdef, index = 0xfedcba9876543210;
  const std::uint64_t key = seed ^ kTest.hash();
  Stream stream(seed, kTest, index);
  for (std::uint32_t block = 0; block < 3; ++block) {
    const r123::Philox4x32::ctr_type words = r123::Philox4x32{}(
        {{block, 0, 0x76543210, 0xfedcba98}},
        {{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}});
    CHECK(stream() == (std::uint64_t{words[1]} << 32 | words[0]));
    CHECK(stream() == (std::uint64_t{words[3]} << 32 | words[2]));
  }
}

TEST_CASE("Stream: equal names give equal numbers whatever was drawn before") {
  Stream other(7, kTest, 1);
  const auto alone = first_numbers(Stream(7, kTest, 2), 100);
  other();
  CHECK(first_numbers(Stream(7, kTest, 2), 100) == alone);
}

TEST_CASE("Stream: seed, purpose, owner and index each make another stream") {
  std::set<std::uint64_t> seen;
  std::size_t drawn = 0;
  for (const std::uint64_t seed : {0u, 1u, 42u, 43u}) {
    for (const StreamPurpose purpose :
         {kTest, kTest.of("a"), kTest.of("b"), StreamPurpose("other")}) {
      for (std::uint64_t index = 0; index < 50; ++index) {
        for (const std::uint64_t number : first_numbers(Stream(seed, purpose, index << 30), 4)) {
          seen.insert(number);
          ++drawn;
        }
      }
    }
  }
  CHECK(seen.size() == drawn);
}

TEST_CASE("StreamPurpose: hashes are FNV-1a and stay what they are") {
  CHECK(StreamPurpose("").hash() == 0xcbf29ce484222325);
  CHECK(StreamPurpose("a").hash() == 0xaf63dc4c8601ec8c);
  CHECK(StreamPurpose("foobar").hash() == 0x85944171f73967e8);
  CHECK(StreamPurpose("foo").of("bar") != StreamPurpose("foobar"));
  CHECK(StreamPurpose("ab").of("c") != StreamPurpose("a").of("bc"));
}

TEST_CASE("Stream: bits are fair within a stream and across neighbouring indices") {
  const int count = 20'000;
  const double sigma = std::sqrt(count) / 2;
  std::vector<int> within(64, 0), across(64, 0);
  Stream stream(3, kTest, 0);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t a = stream();
    const std::uint64_t b = Stream(3, kTest, static_cast<std::uint64_t>(i))();
    for (std::size_t bit = 0; bit < 64; ++bit) {
      within[bit] += static_cast<int>(a >> bit & 1);
      across[bit] += static_cast<int>(b >> bit & 1);
    }
  }
  for (std::size_t bit = 0; bit < 64; ++bit) {  // 128 tests: 4.5 sigma is exceeded once in 1,000
    CHECK(std::abs(within[bit] - count / 2) < 4.5 * sigma);
    CHECK(std::abs(across[bit] - count / 2) < 4.5 * sigma);
  }
}

}  // namespace stream_test
