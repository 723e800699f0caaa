#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/hdf5/h5_dataset.h"

namespace servesweep::io {

/// Reads a column of integers from front to back in blocks of one chunk, each once.
class RowBlocks {
 public:
  explicit RowBlocks(h5::Dataset column) : column_(std::move(column)) {}

  /// From `row` on as many as its block has, at most `count`, at least 1; valid until the next
  /// call. Problem if the column ends before that row.
  [[nodiscard]] std::span<const std::int64_t> rows(std::size_t row, std::size_t count);

 private:
  h5::Dataset column_;
  std::size_t begin_ = 0;
  std::vector<std::int64_t> block_;
};

}  // namespace servesweep::io
