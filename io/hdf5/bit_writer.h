#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace servesweep::io {

/// Appends bits as deflate wants them: the first into the lowest place of a byte.
class BitWriter {
 public:
  /// At most `most_bits` will be written; `out` is whole again after finish().
  BitWriter(std::vector<std::byte>& out, std::size_t most_bits) : out_(&out) {
    const std::size_t begin = out.size();
    out.resize(begin + most_bits / 8 + 1 + sizeof pending_);
    at_ = out.data() + begin;
  }

  /// Takes bits without storing any: up to 56 may come between two calls of store().
  void hold(std::uint64_t bits, unsigned count) {
    pending_ |= bits << held_;
    held_ += count;
  }
  /// Leaves fewer than eight held.
  void store() {
    std::memcpy(at_, &pending_, sizeof pending_);
    at_ += held_ / 8;
    pending_ >>= held_ / 8 * 8;
    held_ %= 8;
  }
  void write(std::uint64_t bits, unsigned count) {
    hold(bits, count);
    store();
  }
  /// A Huffman code goes in from its highest bit on.
  void write_code(unsigned code, unsigned count) {
    for (unsigned i = count; i-- > 0;) hold(code >> i & 1U, 1);
    store();
  }
  /// Fills up the last byte with zeros.
  void finish() {
    if (held_ > 0) write(0, 8 - held_);
    out_->resize(static_cast<std::size_t>(at_ - out_->data()));
  }

 private:
  static_assert(std::endian::native == std::endian::little, "a word is stored as it is");
  std::vector<std::byte>* out_;
  std::byte* at_;
  std::uint64_t pending_ = 0;
  unsigned held_ = 0;
};

}  // namespace servesweep::io
