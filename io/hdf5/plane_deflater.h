#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace servesweep::io {

/// How deflate looks for redundancy. Both are plain deflate to every reader.
enum class Compression : std::uint8_t {
  runs,    ///< Huffman codes and repeated bytes only: fast on measured figures
  matches  ///< full search: for counters, text, and what neighbouring runs repeat
};

/// Byte planes of shuffled numbers, one after the other.
struct Planes {
  std::span<const std::byte> bytes;
  std::size_t plane_bytes = 0;
  std::size_t padding = 0;  ///< zeros behind each plane, which are not in `bytes`
};

/// Deflates planes, each as it deserves: one that holds a single value is written down directly,
/// one without pattern is stored, one without long runs gets a Huffman code, and only the others go
/// through zlib, for which all are the same work. The result is one ordinary zlib stream (RFC 1950,
/// 1951). Which way a plane goes depends on its bytes alone.
class PlaneDeflater {
 public:
  explicit PlaneDeflater(int level);
  ~PlaneDeflater();
  PlaneDeflater(const PlaneDeflater&) = delete;
  PlaneDeflater& operator=(const PlaneDeflater&) = delete;

  /// Appends the stream to `out`.
  void pack(const Planes& planes, Compression compression, std::vector<std::byte>& out);

 private:
  struct Search;
  void append_plane(std::span<const std::byte> plane, Compression compression,
                    std::vector<std::byte>& out);

  std::unique_ptr<Search> runs_, matches_;
};

}  // namespace servesweep::io
