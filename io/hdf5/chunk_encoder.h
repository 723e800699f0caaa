#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/hdf5/plane_deflater.h"

namespace servesweep::io {

/// Packs one chunk the way HDF5's own filters shuffle → deflate → fletcher32 would, but with a
/// choice of deflate strategy that HDF5 does not offer. Any HDF5 reader unpacks (and checks) the
/// result. Keeps its buffers between calls; one per thread.
class ChunkEncoder {
 public:
  /// Packs a chunk of `chunk_bytes` that begins with `rows` and is zero behind them (whole elements
  /// of `element_bytes` each; elements wider than a byte and up to 8 bytes are shuffled). The
  /// result is valid until the next call.
  [[nodiscard]] std::span<const std::byte> encode(std::span<const std::byte> rows,
                                                  std::size_t chunk_bytes,
                                                  std::size_t element_bytes,
                                                  Compression compression);

  /// Whether elements of this size pass the shuffle filter.
  [[nodiscard]] static bool shuffles(std::size_t element_bytes) {
    return element_bytes > 1 && element_bytes <= 8;
  }
  static constexpr int kDeflateLevel = 1;

 private:
  PlaneDeflater deflater_{kDeflateLevel};
  std::vector<std::byte> shuffled_;
  std::vector<std::byte> packed_;
};

/// HDF5's variant of Fletcher-32: big-endian 16-bit words, an odd last byte as the high half.
[[nodiscard]] std::uint32_t fletcher32(std::span<const std::byte> bytes);

}  // namespace servesweep::io
