#include "io/hdf5/request_columns.h"

#include <vector>

#include "io/hdf5/request_column_text.h"

namespace servesweep::io {
namespace {

/// One chunk to compress: block `block` of a column.
struct ChunkJob {
  std::size_t column = 0, block = 0;
};

}  // namespace

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
  std::array<std::vector<std::vector<std::byte>>, kRequestColumns> packed;
  std::vector<ChunkJob> jobs;
  for (std::size_t c = 0; c < kRequestColumns; ++c) {
    packed[c].resize(columns_[c].blocks());
    for (std::size_t block = 0; block < packed[c].size(); ++block) jobs.push_back({c, block});
  }
  crew.run(jobs.size(), [&](std::size_t job) {
    const auto [c, block] = jobs[job];
    packed[c][block] = columns_[c].packed_block(block);
  });
  for (std::size_t c = 0; c < kRequestColumns; ++c) {
    const RequestColumnInfo& info = info_of(c);
    h5::Dataset dataset =
        columns_[c].write_packed(group, info.name, {info.unit, info.description}, packed[c]);
    describe_column(dataset, c);
  }
}

}  // namespace servesweep::io
