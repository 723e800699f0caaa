#include "io/hdf5/row_blocks.h"

#include <algorithm>

#include "io/hdf5/table.h"

namespace servesweep::io {

std::span<const std::int64_t> RowBlocks::rows(std::size_t row, std::size_t count) {
  if (row >= column_.rows()) {
    throw inconsistent(column_.where(), "ends before the rows that the runs count");
  }
  if (row < begin_ || row >= begin_ + block_.size()) {
    begin_ = row / h5::kChunkRows * h5::kChunkRows;
    block_ = column_.read<std::int64_t>(begin_, std::min(h5::kChunkRows, column_.rows() - begin_));
  }
  const std::size_t offset = row - begin_;
  return std::span<const std::int64_t>(block_).subspan(offset,
                                                       std::min(count, block_.size() - offset));
}

}  // namespace servesweep::io
