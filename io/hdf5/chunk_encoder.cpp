#include "io/hdf5/chunk_encoder.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <type_traits>

namespace servesweep::io {
namespace {

constexpr std::size_t kChecksumBytes = 4;

/// Byte 0 of every element, then byte 1 of every element, …, each with zeros behind. Vector code if
/// the compiler knows the width.
template <class Width>
void shuffle_as(Width element_bytes, std::span<const std::byte> rows, std::size_t plane_bytes,
                std::byte* out) {
  const std::size_t count = rows.size() / element_bytes;
  for (std::size_t byte = 0; byte < element_bytes; ++byte) {
    const std::byte* in = rows.data() + byte;
    std::byte* plane = out + byte * plane_bytes;
    for (std::size_t i = 0; i < count; ++i) plane[i] = in[i * element_bytes];
    std::fill(plane + count, plane + plane_bytes, std::byte{});
  }
}

void shuffle(std::span<const std::byte> rows, std::size_t element_bytes, std::size_t plane_bytes,
             std::byte* out) {
  const auto as = [&](auto width) { shuffle_as(width, rows, plane_bytes, out); };
  if (element_bytes == 1) return as(std::integral_constant<std::size_t, 1>{});
  if (element_bytes == 2) return as(std::integral_constant<std::size_t, 2>{});
  if (element_bytes == 4) return as(std::integral_constant<std::size_t, 4>{});
  if (element_bytes == 8) return as(std::integral_constant<std::size_t, 8>{});
  as(element_bytes);  // short text
}

bool is_constant(std::span<const std::byte> chunk) {
  return !chunk.empty() && std::memcmp(chunk.data(), chunk.data() + 1, chunk.size() - 1) == 0;
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

void ChunkEncoder::Free::operator()(libdeflate_compressor* deflater) const {
  libdeflate_free_compressor(deflater);
}

ChunkEncoder::ChunkEncoder() : deflater_(libdeflate_alloc_compressor(kDeflateLevel)) {
  if (!deflater_) throw std::bad_alloc();
}

ChunkEncoder& ChunkEncoder::of_this_thread() {
  static thread_local ChunkEncoder encoder;
  return encoder;
}

std::span<const std::byte> ChunkEncoder::pack(std::span<const std::byte> chunk) {
  const std::size_t most = libdeflate_zlib_compress_bound(deflater_.get(), chunk.size());
  packed_.resize(std::max(packed_.size(), most + kChecksumBytes));
  const std::size_t size =
      libdeflate_zlib_compress(deflater_.get(), chunk.data(), chunk.size(), packed_.data(), most);
  if (size == 0) throw std::length_error("libdeflate needs more room than its own bound");
  const std::uint32_t sum = fletcher32({packed_.data(), size});
  for (std::size_t i = 0; i < kChecksumBytes; ++i) {
    packed_[size + i] = static_cast<std::byte>(sum >> (8 * i) & 0xFFU);
  }
  return {packed_.data(), size + kChecksumBytes};
}

std::span<const std::byte> ChunkEncoder::encode(std::span<const std::byte> rows,
                                                std::size_t chunk_bytes,
                                                std::size_t element_bytes) {
  const std::size_t planes = shuffles(element_bytes) ? element_bytes : 1;
  std::span<const std::byte> chunk = rows;
  if (planes > 1 || rows.size() < chunk_bytes) {
    shuffled_.resize(std::max(shuffled_.size(), chunk_bytes));
    shuffle(rows, planes, chunk_bytes / planes, shuffled_.data());
    chunk = {shuffled_.data(), chunk_bytes};
  }
  if (!is_constant(chunk)) return pack(chunk);
  if (constant_bytes_ != chunk.size() || constant_ != chunk[0]) {
    const auto packed = pack(chunk);
    packed_constant_.assign(packed.begin(), packed.end());
    constant_bytes_ = chunk.size();
    constant_ = chunk[0];
  }
  return packed_constant_;
}

}  // namespace servesweep::io
