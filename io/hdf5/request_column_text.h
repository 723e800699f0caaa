#pragma once

#include <cstddef>

#include "io/hdf5/h5_dataset.h"

/// How columns of request tables are described, in shards and merged files alike.
namespace servesweep::io {

/// Adds the attributes that tell how to read a column: formula and codes.
void describe_column(h5::Dataset& dataset, std::size_t column);

}  // namespace servesweep::io
