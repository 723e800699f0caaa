#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace servesweep::io {

/// The symbols of a deflate block without copies: bytes, and its end.
inline constexpr std::size_t kByteSymbols = 257, kEndOfBlock = 256;

/// A Huffman code of these symbols as deflate has it (RFC 1951, 3.2.2), but of 14 bits at most, so
/// that four codes fit into a word beside seven bits that wait.
class ByteCode {
 public:
  static constexpr unsigned kMostBits = 14;
  using Counts = std::array<std::uint32_t, kByteSymbols>;

  /// Of how often each symbol occurs; at least two have to.
  explicit ByteCode(const Counts& counts);

  /// 0 for a symbol that does not occur.
  [[nodiscard]] unsigned bits(std::size_t symbol) const { return codes_[symbol].bits; }
  /// First bit lowest.
  [[nodiscard]] unsigned code(std::size_t symbol) const { return codes_[symbol].code; }

 private:
  struct Code {
    std::uint16_t code = 0, bits = 0;
  };
  void assign_codes();

  std::array<Code, kByteSymbols> codes_{};
};

}  // namespace servesweep::io
