#include "io/hdf5/request_columns.h"

#include <vector>

#include "io/hdf5/packed_columns.h"
#include "io/hdf5/request_column_text.h"

namespace servesweep::io {

void RequestColumns::append(const PackedRequests& requests) {
  if (requests.rows() == 0) return;
  for (std::size_t c = 0; c < kRequestColumns; ++c) {
    columns_[c].append_packed(requests.column(c), requests.width(c));
  }
}

std::size_t RequestColumns::bytes() const {
  std::size_t total = 0;
  for (const IntegerColumn& column : columns_) total += column.bytes();
  return total;
}

void RequestColumns::write(h5::Group& group, PackingCrew& crew) const {
  std::array<std::size_t, kRequestColumns> blocks;
  for (std::size_t c = 0; c < kRequestColumns; ++c) blocks[c] = columns_[c].blocks();
  PackedColumns packed = pack_columns(crew, blocks, [&](std::size_t c, std::size_t block) {
    return columns_[c].packed_block(block);
  });
  for (std::size_t c = 0; c < kRequestColumns; ++c) {
    const RequestColumnInfo& info = info_of(c);
    h5::Dataset dataset =
        columns_[c].write_packed(group, info.name, {info.unit, info.description}, packed[c]);
    packed[c] = {};  // the file in memory has them now
    describe_column(dataset, c);
  }
}

}  // namespace servesweep::io
