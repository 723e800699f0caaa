#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace servesweep::io {

/// How often each byte occurs.
using ByteCounts = std::array<std::uint32_t, 256>;

/// Blocks of a deflate stream (RFC 1951), none of them the last. All end on a whole byte, so that
/// they may be put together in any order, and none looks back beyond its begin.

/// `count` times the same byte, in a few hundred bytes.
void append_constant_block(std::vector<std::byte>& out, std::byte value, std::size_t count);

/// The bytes as they are.
void append_stored_blocks(std::vector<std::byte>& out, std::span<const std::byte> bytes);

/// Every byte by its own Huffman code, without a look for repetitions: several times as fast as
/// zlib's Z_HUFFMAN_ONLY, as the bytes have been counted already. At least two different ones.
void append_huffman_block(std::vector<std::byte>& out, std::span<const std::byte> bytes,
                          const ByteCounts& counts);

}  // namespace servesweep::io
