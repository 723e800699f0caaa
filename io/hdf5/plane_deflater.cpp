#include "io/hdf5/plane_deflater.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

#include "io/hdf5/deflate_blocks.h"

namespace servesweep::io {
namespace {

/// Planes below this are not worth a code of their own: zlib takes them together.
constexpr std::size_t kLeastPlaneBytes = 1024;

bool is_constant(std::span<const std::byte> plane) {
  constexpr std::size_t kBlock = 256;  // compared without branches, so that it is vector code
  std::array<std::byte, kBlock> wanted{};
  wanted.fill(plane[0]);
  std::size_t i = 0;
  for (; i + kBlock <= plane.size(); i += kBlock) {
    std::byte different{};
    for (std::size_t k = 0; k < kBlock; ++k) different |= plane[i + k] ^ wanted[k];
    if (different != std::byte{}) return false;
  }
  return std::all_of(plane.begin() + static_cast<std::ptrdiff_t>(i), plane.end(),
                     [&](std::byte byte) { return byte == plane[0]; });
}

/// How many bytes equal the one before them.
std::size_t repeats_in(std::span<const std::byte> plane) {
  constexpr std::size_t kBlock = 128;  // counted in bytes, so that it is vector code
  std::size_t repeats = 0, i = 1;
  for (; i + kBlock <= plane.size(); i += kBlock) {
    std::uint8_t here = 0;
    for (std::size_t k = i; k < i + kBlock; ++k) {
      here = static_cast<std::uint8_t>(here + (plane[k] == plane[k - 1] ? 1 : 0));
    }
    repeats += here;
  }
  for (; i < plane.size(); ++i) repeats += plane[i] == plane[i - 1] ? 1 : 0;
  return repeats;
}

ByteCounts counts_of(std::span<const std::byte> plane) {
  constexpr std::size_t kTables = 4;  // as equal neighbours would wait for each other
  std::array<ByteCounts, kTables> counts{};
  std::size_t i = 0;
  for (; i + kTables <= plane.size(); i += kTables) {
    for (std::size_t k = 0; k < kTables; ++k) {
      ++counts[k][std::to_integer<std::size_t>(plane[i + k])];
    }
  }
  for (; i < plane.size(); ++i) ++counts[0][std::to_integer<std::size_t>(plane[i])];
  for (std::size_t value = 0; value < counts[0].size(); ++value) {
    for (std::size_t k = 1; k < kTables; ++k) counts[0][value] += counts[k][value];
  }
  return counts[0];
}

/// The chance that two bytes drawn from the plane are equal is at most 1.1 / 256: Huffman codes
/// would gain 1.8 % at most.
bool is_uniform(const ByteCounts& counts, std::size_t size) {
  std::uint64_t equal_pairs = 0;
  for (const std::uint64_t count : counts) equal_pairs += count * count;
  return equal_pairs * 2560 <= 11 * std::uint64_t{size} * size;
}

std::uint32_t adler32_of(std::uint32_t sum, std::span<const std::byte> bytes) {
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  return static_cast<std::uint32_t>(adler32(sum, data, static_cast<uInt>(bytes.size())));
}

/// The same of n equal bytes v: low + n·v, and high + n·low + v·n·(n + 1)/2.
std::uint32_t adler32_of_constant(std::uint32_t sum, std::byte value, std::size_t count) {
  constexpr std::uint64_t kModulus = 65'521;
  const std::uint64_t low = sum & 0xFFFFU, high = sum >> 16;
  const auto v = std::to_integer<std::uint64_t>(value);
  const std::uint64_t n = count % kModulus;
  const std::uint64_t triangle = n * (n + 1) / 2 % kModulus;
  const std::uint64_t new_low = (low + n * v) % kModulus;
  const std::uint64_t new_high = (high + n * low + v * triangle) % kModulus;
  return static_cast<std::uint32_t>(new_high << 16 | new_low);
}

void append(std::vector<std::byte>& out, std::initializer_list<std::uint32_t> bytes) {
  for (const std::uint32_t byte : bytes) out.push_back(static_cast<std::byte>(byte & 0xFF));
}

}  // namespace

/// zlib's state for deflate without a frame: a quarter of a megabyte that is better kept than made
/// anew for every plane.
struct PlaneDeflater::Search {
  z_stream stream{};

  Search(int level, int strategy) {
    constexpr int kWindowBits = -15, kMemoryLevel = 9;
    if (deflateInit2(&stream, level, Z_DEFLATED, kWindowBits, kMemoryLevel, strategy) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;
  ~Search() { deflateEnd(&stream); }

  /// Appends blocks that end on a whole byte.
  void append_to(std::vector<std::byte>& out, std::span<const std::byte> bytes) {
    constexpr std::size_t kFlushBytes = 16;
    deflateReset(&stream);
    const std::size_t before = out.size();
    out.resize(before + deflateBound(&stream, bytes.size()) + kFlushBytes);
    // zlib reads but never writes through next_in.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(out.size() - before);
    const bool whole = deflate(&stream, Z_SYNC_FLUSH) == Z_OK && stream.avail_in == 0;
    if (!whole || stream.avail_out == 0) throw std::bad_alloc();  // the bound is enough
    out.resize(before + stream.total_out);
  }
};

PlaneDeflater::PlaneDeflater(int level)
    : runs_(std::make_unique<Search>(level, Z_RLE)),
      matches_(std::make_unique<Search>(level, Z_DEFAULT_STRATEGY)) {}
PlaneDeflater::~PlaneDeflater() = default;

void PlaneDeflater::append_plane(std::span<const std::byte> plane, Compression compression,
                                 std::vector<std::byte>& out) {
  if (compression == Compression::matches) return matches_->append_to(out, plane);
  const std::size_t size = plane.size(), repeats = repeats_in(plane);
  // In long runs a byte is worth less than the one bit that the shortest Huffman code takes.
  if (repeats * 4 > size * 3) return runs_->append_to(out, plane);
  const ByteCounts counts = counts_of(plane);
  if (repeats * 64 <= size && is_uniform(counts, size)) return append_stored_blocks(out, plane);
  append_huffman_block(out, plane, counts);
}

void PlaneDeflater::pack(const Planes& planes, Compression compression,
                         std::vector<std::byte>& out) {
  append(out, {0x78, 0x01});
  const bool small = planes.plane_bytes < kLeastPlaneBytes;
  if (small) compression = Compression::matches;
  const std::size_t step = small && planes.padding == 0 ? planes.bytes.size() : planes.plane_bytes;
  std::uint32_t sum = 1;
  for (std::size_t begin = 0; begin < planes.bytes.size(); begin += step) {
    const auto plane = planes.bytes.subspan(begin, step);
    if (is_constant(plane)) {
      append_constant_block(out, plane[0], plane.size());
      sum = adler32_of_constant(sum, plane[0], plane.size());
    } else {
      append_plane(plane, compression, out);
      sum = adler32_of(sum, plane);
    }
    if (planes.padding > 0) append_constant_block(out, std::byte{}, planes.padding);
    sum = adler32_of_constant(sum, std::byte{}, planes.padding);
  }
  append(out, {0x03, 0x00});  // the last block: empty
  append(out, {sum >> 24, sum >> 16, sum >> 8, sum});
}

}  // namespace servesweep::io
