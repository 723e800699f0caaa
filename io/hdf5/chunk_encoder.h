#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct libdeflate_compressor;

namespace servesweep::io {

/// Packs one chunk the way HDF5's own filters shuffle → deflate → fletcher32 would, but faster and
/// smaller: libdeflate takes a chunk as a whole, where zlib expects a stream. Any HDF5 reader
/// unpacks (and checks) the result. Keeps its buffers between calls; never used by two
/// threads at once.
class ChunkEncoder {
 public:
  ChunkEncoder();
  /// One that nobody else uses.
  [[nodiscard]] static ChunkEncoder& of_this_thread();

  /// Packs a chunk of `chunk_bytes` that begins with `rows` and is zero behind them (whole elements
  /// of `element_bytes` each; elements wider than a byte and up to 8 bytes are shuffled). The
  /// result is valid until the next call.
  [[nodiscard]] std::span<const std::byte> encode(std::span<const std::byte> rows,
                                                  std::size_t chunk_bytes,
                                                  std::size_t element_bytes);

  /// Whether elements of this size pass the shuffle filter.
  [[nodiscard]] static bool shuffles(std::size_t element_bytes) {
    return element_bytes > 1 && element_bytes <= 8;
  }
  /// Those beside it write as fast within 6 %, and no smaller by more than 3 %.
  static constexpr int kDeflateLevel = 2;

 private:
  struct Free {
    void operator()(libdeflate_compressor* deflater) const;
  };
  [[nodiscard]] std::span<const std::byte> pack(std::span<const std::byte> chunk);

  std::unique_ptr<libdeflate_compressor, Free> deflater_;
  std::vector<std::byte> shuffled_, packed_;
  /// The last chunk of one value: a column of zeros is such a chunk many times.
  std::vector<std::byte> packed_constant_;
  std::size_t constant_bytes_ = 0;
  std::byte constant_{};
};

/// HDF5's variant of Fletcher-32: big-endian 16-bit words, an odd last byte as the high half.
[[nodiscard]] std::uint32_t fletcher32(std::span<const std::byte> bytes);

}  // namespace servesweep::io
