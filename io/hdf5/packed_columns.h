#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "io/hdf5/packing_crew.h"

namespace servesweep::io {

/// Packed chunks by column and position.
using PackedColumns = std::vector<std::vector<std::vector<std::byte>>>;
/// Packs one chunk of a column. Called on several threads at once.
using PackChunk = std::function<std::vector<std::byte>(std::size_t column, std::size_t chunk)>;

/// Packs `chunks[c]` chunks of each column c with the crew's help.
[[nodiscard]] PackedColumns pack_columns(PackingCrew& crew, std::span<const std::size_t> chunks,
                                         const PackChunk& pack);

/// ChunkEncoder::encode() by an encoder of this thread's own.
[[nodiscard]] std::vector<std::byte> packed_chunk(std::span<const std::byte> rows,
                                                  std::size_t chunk_bytes,
                                                  std::size_t element_bytes);

}  // namespace servesweep::io
