#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace servesweep::io {

/// Deflates the byte planes of shuffled numbers by run lengths and Huffman codes, each plane as it
/// deserves: one that holds a single value is written down directly, one without pattern is stored,
/// and only the others go through zlib, for which all are the same work. The result is one ordinary
/// zlib stream (RFC 1950, 1951). Which way a plane goes depends on its bytes alone.
class PlaneDeflater {
 public:
  explicit PlaneDeflater(int level);
  ~PlaneDeflater();
  PlaneDeflater(const PlaneDeflater&) = delete;
  PlaneDeflater& operator=(const PlaneDeflater&) = delete;

  /// Appends the stream of `bytes`, planes of `plane_bytes` each, to `out`.
  void pack(std::span<const std::byte> bytes, std::size_t plane_bytes, std::vector<std::byte>& out);

 private:
  struct Raw;
  std::unique_ptr<Raw> raw_;
};

}  // namespace servesweep::io
