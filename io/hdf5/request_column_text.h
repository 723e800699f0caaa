#pragma once

#include <cstddef>

#include "io/hdf5/chunk_encoder.h"
#include "io/hdf5/h5_dataset.h"

/// How columns of request tables are stored, in shards and merged files alike.
namespace servesweep::io {

/// Request numbers count up, and what lengths and arrivals fix is the same in neighbouring runs of
/// one seed: only the full search finds that. All else is new in every row, or has so few values
/// (classes and tenants) that a Huffman code is as small and faster.
[[nodiscard]] Compression compression_of(std::size_t column);
/// Adds the attributes that tell how to read a column: formula and codes.
void describe_column(h5::Dataset& dataset, std::size_t column);

}  // namespace servesweep::io
