#include "io/hdf5/merged_requests.h"

#include <algorithm>
#include <bit>
#include <span>
#include <vector>

#include "io/hdf5/chunk_encoder.h"
#include "io/hdf5/h5_file.h"
#include "io/hdf5/request_column_text.h"
#include "io/hdf5/request_row.h"
#include "io/hdf5/row_blocks.h"

namespace servesweep::io {
namespace {

/// Rows begin … end − 1 of the merged table.
struct Window {
  std::size_t begin = 0, end = 0;
};

/// Calls use(target row, values) for what a shard has of a window.
template <class Use>
void for_each_piece(const ShardPieces& shard, std::size_t column, Window window, Use use) {
  const h5::File file = h5::File::open_read_only(shard.file);
  RowBlocks blocks(file.root().group("requests").dataset(info_of(column).name));
  for (const RowPiece& piece : shard.pieces) {
    std::size_t target = std::max(piece.target, window.begin);
    const std::size_t end = std::min(piece.target + piece.count, window.end);
    while (target < end) {
      const auto values = blocks.rows(piece.source + (target - piece.target), end - target);
      use(target, values);
      target += values.size();
    }
  }
}

std::size_t bytes_for(std::uint64_t magnitudes) {
  const auto bits = static_cast<std::size_t>(std::bit_width(magnitudes)) + 1;  // and the sign
  return std::bit_ceil((bits + 7) / 8);
}

/// Appends the chunks of a window; one that others come before is whole.
template <class T>
void pack(std::span<const T> values, bool is_first, std::vector<std::vector<std::byte>>& chunks) {
  ChunkEncoder encoder;
  for (std::size_t begin = 0; begin < values.size(); begin += h5::kChunkRows) {
    const auto rows = values.subspan(begin, std::min(h5::kChunkRows, values.size() - begin));
    const bool alone = is_first && values.size() <= h5::kChunkRows;
    const std::size_t chunk_rows = alone ? rows.size() : h5::kChunkRows;
    const auto packed = encoder.encode(std::as_bytes(rows), chunk_rows * sizeof(T), sizeof(T));
    chunks.emplace_back(packed.begin(), packed.end());
  }
}

}  // namespace

MergedRequests::MergedRequests(const RequestPlaces& places, std::size_t window_bytes)
    : places_(places), window_bytes_(window_bytes) {
  for (const ShardPieces& shard : places.shards()) {
    const h5::File file = h5::File::open_read_only(shard.file);
    has_breakdown_ =
        has_breakdown_ && file.root().group("requests").has(info_of(kBreakdownColumn).name);
  }
}

void MergedRequests::write(h5::DiskFile& file) const {
  h5::Group group = file.root().create_group("requests");
  const std::size_t columns = has_breakdown_ ? kRequestColumns : kBreakdownColumn;
  for (std::size_t column = 0; column < columns; ++column) {
    write_column(group, column);
    file.check();
  }
}

std::size_t MergedRequests::width_of(std::size_t column) const {
  std::uint64_t magnitudes = 0;  // of all values, or-ed; v and ~v need the same width
  for (const ShardPieces& shard : places_.shards()) {
    for_each_piece(shard, column, {0, places_.total_rows()},
                   [&](std::size_t, std::span<const std::int64_t> values) {
                     for (const std::int64_t value : values) {
                       magnitudes |= static_cast<std::uint64_t>(value ^ (value >> 63));
                     }
                   });
  }
  return bytes_for(magnitudes);
}

void MergedRequests::write_column(h5::Group& group, std::size_t column) const {
  switch (width_of(column)) {
    case 1:
      return write_as<std::int8_t>(group, column);
    case 2:
      return write_as<std::int16_t>(group, column);
    case 4:
      return write_as<std::int32_t>(group, column);
    default:
      return write_as<std::int64_t>(group, column);
  }
}

template <h5::Number T>
void MergedRequests::write_as(h5::Group& group, std::size_t column) const {
  const std::size_t total = places_.total_rows();
  const std::size_t chunks_at_once = window_bytes_ / sizeof(T) / h5::kChunkRows;
  const std::size_t window_rows = std::max<std::size_t>(1, chunks_at_once) * h5::kChunkRows;
  std::vector<std::vector<std::byte>> chunks;
  std::vector<T> values;
  for (std::size_t begin = 0; begin < total; begin += window_rows) {
    const Window window{begin, std::min(total, begin + window_rows)};
    values.resize(window.end - window.begin);
    for (const ShardPieces& shard : places_.shards()) {
      for_each_piece(
          shard, column, window, [&](std::size_t target, std::span<const std::int64_t> rows) {
            std::ranges::transform(rows,
                                   values.begin() + static_cast<std::ptrdiff_t>(target - begin),
                                   [](std::int64_t value) { return static_cast<T>(value); });
          });
    }
    pack<T>(values, begin == 0, chunks);
  }
  const RequestColumnInfo& info = info_of(column);
  h5::Dataset dataset =
      group.write_packed<T>(info.name, total, chunks, {info.unit, info.description});
  describe_column(dataset, column);
}

}  // namespace servesweep::io
