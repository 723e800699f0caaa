#include "io/hdf5/deflate_blocks.h"

#include <algorithm>

#include "io/hdf5/bit_writer.h"
#include "io/hdf5/byte_code.h"

namespace servesweep::io {
namespace {

constexpr unsigned kStored = 0b000, kFixedCodes = 0b010, kOwnCodes = 0b100;

void append(std::vector<std::byte>& out, std::initializer_list<std::size_t> bytes) {
  for (const std::size_t byte : bytes) out.push_back(static_cast<std::byte>(byte));
}

/// Ends a block that may end within a byte: an empty stored one goes on to the next.
void finish_on_byte(BitWriter& bits, std::vector<std::byte>& out) {
  bits.write(kStored, 3);
  bits.finish();
  append(out, {0, 0, 0xFF, 0xFF});
}

/// The fixed code of a byte.
void write_fixed(BitWriter& bits, std::byte value) {
  const auto byte = std::to_integer<unsigned>(value);
  byte < 144 ? bits.write_code(0x30 + byte, 8) : bits.write_code(0x190 + byte - 144, 9);
}

/// The code lengths of all symbols, each in four bits: a code for them would save some fifty bytes.
void write_lengths(BitWriter& bits, const ByteCode& code) {
  constexpr unsigned kLengthsInOrder = 19, kRepeats = 3;  // those of repeats come first
  constexpr unsigned kDistances = 2;  // unused, but some decoders want a complete code
  bits.write(0, 5);
  bits.write(kDistances - 1, 5);
  bits.write(kLengthsInOrder - 4, 4);
  for (unsigned i = 0; i < kLengthsInOrder; ++i) bits.write(i < kRepeats ? 0 : 4, 3);
  // Sixteen lengths with four bits each: every one is its own code.
  for (std::size_t symbol = 0; symbol < kByteSymbols; ++symbol) {
    bits.write_code(code.bits(symbol), 4);
  }
  for (unsigned i = 0; i < kDistances; ++i) bits.write_code(1, 4);
}

/// Takes and returns the writer, so that it stays in registers.
BitWriter write_bytes(BitWriter bits, std::span<const std::byte> bytes, const ByteCode& code) {
  const auto hold = [&](std::byte byte) {
    const auto symbol = std::to_integer<std::size_t>(byte);
    bits.hold(code.code(symbol), code.bits(symbol));
  };
  constexpr std::size_t kAtOnce = 4;
  static_assert(kAtOnce * ByteCode::kMostBits <= 56);
  for (; bytes.size() >= kAtOnce; bytes = bytes.subspan(kAtOnce)) {
    for (std::size_t i = 0; i < kAtOnce; ++i) hold(bytes[i]);
    bits.store();
  }
  for (const std::byte byte : bytes) hold(byte);
  bits.store();
  return bits;
}

}  // namespace

/// The byte a few times, then copies of the 258 bytes eight back, which zlib reads several times as
/// fast as copies of those one back.
void append_constant_block(std::vector<std::byte>& out, std::byte value, std::size_t count) {
  constexpr std::size_t kLongest = 258, kBack = 8;
  constexpr std::size_t kOthersBits = 500;  // more than all but the longest copies take
  BitWriter bits(out, count / kLongest * 14 + kOthersBits);
  bits.write(kFixedCodes, 3);
  const std::size_t alone = std::min(count, kBack);
  for (std::size_t i = 0; i < alone; ++i) write_fixed(bits, value);
  // Distance 8: code 00101 and the extra bit 1; length 258: code 11000101; codes are reversed.
  constexpr std::uint32_t kEightBack = 0b1'10100, kCopyLongest = kEightBack << 8 | 0b10100011;
  for (std::size_t i = 0; i < (count - alone) / kLongest; ++i) bits.write(kCopyLongest, 14);
  std::size_t rest = (count - alone) % kLongest;
  for (std::size_t length = 0; rest >= 3; rest -= length) {  // codes of 3 to 10: 1 to 8
    length = std::min<std::size_t>(rest, 10);
    bits.write_code(static_cast<unsigned>(length - 2), 7);
    bits.write(kEightBack, 6);
  }
  for (; rest > 0; --rest) write_fixed(bits, value);
  bits.write(0, 7);  // end of block
  finish_on_byte(bits, out);
}

void append_stored_blocks(std::vector<std::byte>& out, std::span<const std::byte> bytes) {
  constexpr std::size_t kMost = 0xFFFF;
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(kMost, bytes.size()))) {
    const auto part = bytes.first(std::min(kMost, bytes.size()));
    const std::size_t length = part.size();
    append(out, {kStored, length & 0xFF, length >> 8, ~length & 0xFF, ~length >> 8 & 0xFF});
    out.insert(out.end(), part.begin(), part.end());
  }
}

void append_huffman_block(std::vector<std::byte>& out, std::span<const std::byte> bytes,
                          const ByteCounts& counts) {
  ByteCode::Counts symbols{};
  std::copy(counts.begin(), counts.end(), symbols.begin());
  symbols[kEndOfBlock] = 1;
  const ByteCode code(symbols);
  constexpr std::size_t kHeaderBits = 3 + 14 + 19 * 3 + (kByteSymbols + 2) * 4 + 3;
  std::size_t most_bits = kHeaderBits;
  for (std::size_t s = 0; s < kByteSymbols; ++s) most_bits += symbols[s] * code.bits(s);
  BitWriter bits(out, most_bits);
  bits.write(kOwnCodes, 3);
  write_lengths(bits, code);
  bits = write_bytes(bits, bytes, code);
  bits.write(code.code(kEndOfBlock), code.bits(kEndOfBlock));
  finish_on_byte(bits, out);
}

}  // namespace servesweep::io
