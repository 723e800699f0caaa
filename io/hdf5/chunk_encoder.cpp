#include "io/hdf5/chunk_encoder.h"

#include <algorithm>

namespace servesweep::io {
namespace {

constexpr std::size_t kChecksumBytes = 4;

/// Vector code, as the compiler knows the width.
template <std::size_t element_bytes>
void shuffle_as(std::span<const std::byte> rows, std::byte* out) {
  const std::size_t count = rows.size() / element_bytes;
  for (std::size_t byte = 0; byte < element_bytes; ++byte) {
    const std::byte* in = rows.data() + byte;
    for (std::size_t i = 0; i < count; ++i) out[byte * count + i] = in[i * element_bytes];
  }
}

/// Byte 0 of every element, then byte 1 of every element, …
void shuffle(std::span<const std::byte> rows, std::size_t element_bytes, std::byte* out) {
  if (element_bytes == 2) return shuffle_as<2>(rows, out);
  if (element_bytes == 4) return shuffle_as<4>(rows, out);
  if (element_bytes == 8) return shuffle_as<8>(rows, out);
  const std::size_t count = rows.size() / element_bytes;  // short text
  for (std::size_t byte = 0; byte < element_bytes; ++byte) {
    const std::byte* in = rows.data() + byte;
    for (std::size_t i = 0; i < count; ++i) *out++ = in[i * element_bytes];
  }
}

std::uint32_t fold(std::uint32_t sum) {
  return (sum & 0xFFFFU) + (sum >> 16);
}

}  // namespace

std::uint32_t fletcher32(std::span<const std::byte> bytes) {
  constexpr std::size_t kWordsBeforeOverflow = 360;
  std::uint32_t low = 0, high = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t end = std::min(bytes.size(), i + 2 * kWordsBeforeOverflow);
    for (; i < end; i += 2) {
      const auto second = i + 1 < bytes.size() ? std::to_integer<std::uint32_t>(bytes[i + 1]) : 0U;
      low += std::to_integer<std::uint32_t>(bytes[i]) << 8 | second;
      high += low;
    }
    low = fold(low);
    high = fold(high);
  }
  return fold(high) << 16 | fold(low);
}

std::span<const std::byte> ChunkEncoder::encode(std::span<const std::byte> rows,
                                                std::size_t chunk_bytes, std::size_t element_bytes,
                                                Compression compression) {
  const std::size_t planes = shuffles(element_bytes) ? element_bytes : 1;
  Planes chunk{rows, rows.size() / planes, (chunk_bytes - rows.size()) / planes};
  if (planes > 1) {
    shuffled_.resize(std::max(shuffled_.size(), rows.size()));
    shuffle(rows, element_bytes, shuffled_.data());
    chunk.bytes = {shuffled_.data(), rows.size()};
  }
  packed_.clear();
  deflater_.pack(chunk, compression, packed_);
  const std::uint32_t sum = fletcher32(packed_);
  for (std::size_t i = 0; i < kChecksumBytes; ++i) {
    packed_.push_back(static_cast<std::byte>(sum >> (8 * i) & 0xFFU));
  }
  return packed_;
}

}  // namespace servesweep::io
