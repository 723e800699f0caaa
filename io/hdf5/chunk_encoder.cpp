#include "io/hdf5/chunk_encoder.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <new>

namespace servesweep::io {
namespace {

constexpr std::size_t kChecksumBytes = 4;
static_assert(std::endian::native == std::endian::little, "words are taken apart by shifting");

/// Exchanges bytes of eight words as if they were the rows of a matrix: byte b of word w becomes
/// byte w of word b.
void transpose(std::array<std::uint64_t, 8>& words) {
  constexpr std::array<std::uint64_t, 3> kLow = {0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF,
                                                 0x00000000FFFFFFFF};
  for (unsigned step = 0; step < 3; ++step) {
    const std::size_t apart = std::size_t{1} << step;
    const unsigned bits = 8U << step;
    for (std::size_t i = 0; i < 8; ++i) {
      if ((i & apart) != 0) continue;
      const std::uint64_t low = words[i], high = words[i + apart];
      words[i] = (low & kLow[step]) | (high & kLow[step]) << bits;
      words[i + apart] = (low >> bits & kLow[step]) | (high & ~kLow[step]);
    }
  }
}

/// Shuffles elements of eight bytes, eight at a time: metrics are the larger half of a shard.
void shuffle_words(std::span<const std::byte> rows, std::byte* out) {
  const std::size_t count = rows.size() / 8;
  std::array<std::uint64_t, 8> words{};
  for (std::size_t i = 0; i + 8 <= count; i += 8) {
    std::memcpy(words.data(), rows.data() + i * 8, sizeof words);
    transpose(words);
    for (std::size_t byte = 0; byte < 8; ++byte) {
      std::memcpy(out + byte * count + i, &words[byte], 8);
    }
  }
  for (std::size_t i = count - count % 8; i < count; ++i) {
    for (std::size_t byte = 0; byte < 8; ++byte) out[byte * count + i] = rows[i * 8 + byte];
  }
}

/// Byte 0 of every element, then byte 1 of every element, …
void shuffle(std::span<const std::byte> rows, std::size_t element_bytes, std::byte* out) {
  if (element_bytes == 8) return shuffle_words(rows, out);
  const std::size_t count = rows.size() / element_bytes;
  for (std::size_t byte = 0; byte < element_bytes; ++byte) {
    const std::byte* in = rows.data() + byte;
    for (std::size_t i = 0; i < count; ++i) *out++ = in[i * element_bytes];
  }
}

std::uint32_t fold(std::uint32_t sum) {
  return (sum & 0xFFFFU) + (sum >> 16);
}

}  // namespace

/// zlib's state: a quarter of a megabyte that is better kept than made anew for every chunk.
struct ChunkEncoder::Deflater {
  z_stream stream{};

  Deflater() {
    constexpr int kWindowBits = 15, kMemoryLevel = 9;
    if (deflateInit2(&stream, kDeflateLevel, Z_DEFLATED, kWindowBits, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() { deflateEnd(&stream); }

  /// Packs `in` into the front of `out`, which grows if needed; returns the packed size.
  std::size_t pack(std::span<const std::byte> in, std::vector<std::byte>& out) {
    deflateReset(&stream);
    out.resize(std::max(out.size(), deflateBound(&stream, in.size()) + kChecksumBytes));
    // zlib reads but never writes through next_in.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(in.data()));
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::bad_alloc();  // the bound is enough
    return stream.total_out;
  }
};

ChunkEncoder::ChunkEncoder() : deflater_(std::make_unique<Deflater>()) {}
ChunkEncoder::~ChunkEncoder() = default;

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
                                                std::size_t element_bytes,
                                                Compression compression) {
  std::span<const std::byte> input = rows;
  if (shuffles(element_bytes)) {
    shuffled_.resize(std::max(shuffled_.size(), rows.size()));
    shuffle(rows, element_bytes, shuffled_.data());
    input = {shuffled_.data(), rows.size()};
  }
  std::size_t size = 0;
  if (compression == Compression::matches) {
    size = deflater_->pack(input, packed_);
  } else {
    packed_.clear();
    const std::size_t planes = shuffles(element_bytes) ? element_bytes : 1;
    planes_.pack(input, input.size() / planes, packed_);
    size = packed_.size();
    packed_.resize(size + kChecksumBytes);
  }
  const std::uint32_t sum = fletcher32({packed_.data(), size});
  for (std::size_t i = 0; i < kChecksumBytes; ++i) {
    packed_[size + i] = static_cast<std::byte>(sum >> (8 * i) & 0xFFU);
  }
  return {packed_.data(), size + kChecksumBytes};
}

}  // namespace servesweep::io
