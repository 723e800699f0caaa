#include "io/hdf5/plane_deflater.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <new>

namespace servesweep::io {
namespace {

enum class PlaneKind { constant, patternless, other };

/// Planes below this are not worth blocks of their own.
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

/// Patternless: hardly a byte equals the one before it, and the chance that two bytes drawn from
/// the plane are equal is at most 1.1 / 256. Huffman codes would then gain 1.8 % at most.
PlaneKind kind_of(std::span<const std::byte> plane) {
  const std::size_t size = plane.size();
  if (size < kLeastPlaneBytes) return PlaneKind::other;
  if (is_constant(plane)) return PlaneKind::constant;
  std::array<std::array<std::uint32_t, 256>, 2> counts{};  // two, as equal neighbours would wait
  std::size_t repeats = 0;
  for (std::size_t i = 1; i < size; ++i) {
    ++counts[i % 2][std::to_integer<std::size_t>(plane[i])];
    repeats += plane[i] == plane[i - 1] ? 1 : 0;
  }
  std::uint64_t equal_pairs = 0;
  for (std::size_t value = 0; value < 256; ++value) {
    const std::uint64_t count = counts[0][value] + counts[1][value];
    equal_pairs += count * count;
  }
  const bool uniform = equal_pairs * 2560 <= 11 * std::uint64_t{size} * size;
  return uniform && repeats * 64 <= size ? PlaneKind::patternless : PlaneKind::other;
}

/// Writes bits as deflate wants them: the first into the lowest place of a byte.
class BitWriter {
 public:
  explicit BitWriter(std::vector<std::byte>& out) : out_(out) {}
  void write(std::uint32_t bits, unsigned count) {
    pending_ |= std::uint64_t{bits} << held_;
    for (held_ += count; held_ >= 8; held_ -= 8, pending_ >>= 8) {
      out_.push_back(static_cast<std::byte>(pending_ & 0xFF));
    }
  }
  /// Huffman codes go in from their highest bit on.
  void write_code(std::uint32_t code, unsigned count) {
    std::uint32_t reversed = 0;
    for (unsigned i = 0; i < count; ++i) reversed |= (code >> i & 1U) << (count - 1 - i);
    write(reversed, count);
  }
  void fill_byte() {
    if (held_ > 0) write(0, 8 - held_);
  }

 private:
  std::vector<std::byte>& out_;
  std::uint64_t pending_ = 0;
  unsigned held_ = 0;
};

void append(std::vector<std::byte>& out, std::initializer_list<int> bytes) {
  for (const int byte : bytes) out.push_back(static_cast<std::byte>(byte));
}

/// One block of fixed Huffman codes: the byte a few times, then copies of the 258 bytes eight back,
/// which zlib reads several times as fast as copies of those one back; an empty stored block brings
/// the stream back to whole bytes.
void append_constant(std::vector<std::byte>& out, std::byte value, std::size_t count) {
  constexpr std::size_t kLongest = 258, kBack = 8;
  BitWriter bits(out);
  const auto byte = std::to_integer<std::uint32_t>(value);
  const auto literal = [&] {
    byte < 144 ? bits.write_code(0x30 + byte, 8) : bits.write_code(0x190 + byte - 144, 9);
  };
  bits.write(0b010, 3);
  for (std::size_t i = 0; i < kBack; ++i) literal();
  // Distance 8: code 00101 and the extra bit 1; length 258: code 11000101; codes are reversed.
  constexpr std::uint32_t kEightBack = 0b1'10100, kCopyLongest = kEightBack << 8 | 0b10100011;
  for (std::size_t i = 0; i < (count - kBack) / kLongest; ++i) bits.write(kCopyLongest, 14);
  std::size_t rest = (count - kBack) % kLongest;
  for (std::size_t length = 0; rest >= 3; rest -= length) {  // codes of 3 to 10: 1 to 8
    length = std::min<std::size_t>(rest, 10);
    bits.write_code(static_cast<std::uint32_t>(length - 2), 7);
    bits.write(kEightBack, 6);
  }
  for (; rest > 0; --rest) literal();
  bits.write(0, 7);  // end of block
  bits.write(0b000, 3);
  bits.fill_byte();
  append(out, {0, 0, 0xFF, 0xFF});
}

void append_stored(std::vector<std::byte>& out, std::span<const std::byte> bytes) {
  constexpr std::size_t kMost = 0xFFFF;
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(kMost, bytes.size()))) {
    const auto part = bytes.first(std::min(kMost, bytes.size()));
    const auto length = static_cast<int>(part.size());
    append(out, {0, length & 0xFF, length >> 8, ~length & 0xFF, ~length >> 8 & 0xFF});
    out.insert(out.end(), part.begin(), part.end());
  }
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

}  // namespace

/// zlib's state for deflate without a frame.
struct PlaneDeflater::Raw {
  z_stream stream{};

  explicit Raw(int level) {
    constexpr int kWindowBits = -15, kMemoryLevel = 9;
    if (deflateInit2(&stream, level, Z_DEFLATED, kWindowBits, kMemoryLevel, Z_RLE) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  ~Raw() { deflateEnd(&stream); }

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

PlaneDeflater::PlaneDeflater(int level) : raw_(std::make_unique<Raw>(level)) {}
PlaneDeflater::~PlaneDeflater() = default;

void PlaneDeflater::pack(std::span<const std::byte> bytes, std::size_t plane_bytes,
                         std::vector<std::byte>& out) {
  append(out, {0x78, 0x01});
  std::uint32_t sum = 1;
  std::size_t waiting = 0;  // bytes in front of `begin` that go through zlib together
  const auto flush = [&](std::size_t end) {
    if (waiting > 0) raw_->append_to(out, bytes.subspan(end - waiting, waiting));
    waiting = 0;
  };
  for (std::size_t begin = 0; begin < bytes.size(); begin += plane_bytes) {
    const auto plane = bytes.subspan(begin, plane_bytes);
    const PlaneKind kind = kind_of(plane);
    sum = kind == PlaneKind::constant ? adler32_of_constant(sum, plane[0], plane.size())
                                      : adler32_of(sum, plane);
    if (kind == PlaneKind::other) {
      waiting += plane.size();
      continue;
    }
    flush(begin);
    kind == PlaneKind::constant ? append_constant(out, plane[0], plane.size())
                                : append_stored(out, plane);
  }
  flush(bytes.size());
  append(out, {0x03, 0x00});  // the last block: empty
  for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<std::byte>(sum >> shift & 0xFF));
}

}  // namespace servesweep::io
