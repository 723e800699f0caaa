#include "io/hdf5/bit_writer.h"

#include <doctest/doctest.h>

namespace bit_writer_test {

using namespace servesweep::io;

namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

}  // namespace

TEST_CASE("bits fill bytes from the lowest place on, behind what is there") {
  std::vector<std::byte> out = bytes_of({0x55});
  BitWriter bits(out, 14);
  bits.write(0b101, 3);
  bits.write_code(0b001, 3);  // its highest bit first: 0, 0, 1
  bits.write(0xFF, 8);
  bits.finish();
  CHECK(out == bytes_of({0x55, 0b11'100'101, 0b00'111111}));
}

TEST_CASE("56 bits may be held beside seven that wait") {
  std::vector<std::byte> out;
  BitWriter bits(out, 63);
  bits.write(0, 7);
  bits.hold(0xFEDCBA98765432 & 0xFFFFFFF, 28);
  bits.hold(0xFEDCBA98765432 >> 28, 28);
  bits.store();
  bits.finish();
  // The word shifted left by seven, low byte first: 0x7F6E5D4C3B2A1900.
  CHECK(out == bytes_of({0x00, 0x19, 0x2A, 0x3B, 0x4C, 0x5D, 0x6E, 0x7F}));
}

}  // namespace bit_writer_test
