#include "io/hdf5/packed_requests.h"

#include <algorithm>
#include <cstring>

namespace servesweep::io {
namespace {

std::uint8_t width_of(std::uint64_t magnitudes) {
  if (magnitudes >> 7 == 0) return 1;
  if (magnitudes >> 15 == 0) return 2;
  return magnitudes >> 31 == 0 ? 4 : 8;
}

template <class T>
void narrow(std::span<const RequestRow> rows, std::size_t column, std::byte* out) {
  for (const RequestRow& row : rows) {
    const T value = static_cast<T>(row[column]);
    std::memcpy(out, &value, sizeof(T));
    out += sizeof(T);
  }
}

void narrow(std::span<const RequestRow> rows, std::size_t column, std::size_t width,
            std::byte* out) {
  switch (width) {
    case 1:
      return narrow<std::int8_t>(rows, column, out);
    case 2:
      return narrow<std::int16_t>(rows, column, out);
    case 4:
      return narrow<std::int32_t>(rows, column, out);
    default:
      return narrow<std::int64_t>(rows, column, out);
  }
}

/// Rows that are held unpacked at once: 9 MB per thread, however long the run.
constexpr std::size_t kSliceRows = 1 << 15;

/// The rows of a slice; valid until this thread's next call.
std::span<const RequestRow> encode_slice(std::span<const engine::RequestRecord> records) {
  static thread_local std::vector<RequestRow> rows;
  rows.clear();
  for (const engine::RequestRecord& record : records) rows.push_back(encode(record));
  return rows;
}

void widen(std::array<std::uint64_t, kRequestColumns>& magnitudes,
           std::span<const RequestRow> rows) {
  for (const RequestRow& row : rows) {
    for (std::size_t c = 0; c < kRequestColumns; ++c) {
      magnitudes[c] |= static_cast<std::uint64_t>(row[c] ^ (row[c] >> 63));
    }
  }
}

}  // namespace

PackedRequests::PackedRequests(std::span<const engine::RequestRecord> records)
    : rows_(records.size()) {
  const auto slice = [&](std::size_t begin) {
    return encode_slice(records.subspan(begin, std::min(kSliceRows, rows_ - begin)));
  };
  Magnitudes magnitudes{};
  std::span<const RequestRow> rows;
  for (std::size_t begin = 0; begin < rows_; begin += kSliceRows) {
    rows = slice(begin);
    widen(magnitudes, rows);
  }
  lay_out(magnitudes);
  for (std::size_t begin = 0; begin < rows_; begin += kSliceRows) {
    if (rows_ > kSliceRows) rows = slice(begin);  // encoding again is cheaper than the memory
    store(rows, begin);
  }
}

void PackedRequests::lay_out(const Magnitudes& magnitudes) {
  std::size_t size = 0;
  for (std::size_t c = 0; c < kRequestColumns; ++c) {
    widths_[c] = width_of(magnitudes[c]);
    size += widths_[c] * rows_;
  }
  bytes_.resize(size);
}

void PackedRequests::store(std::span<const RequestRow> rows, std::size_t begin) {
  std::array<std::size_t, kRequestColumns> begins{};
  for (std::size_t c = 0; c < kRequestColumns; ++c) begins[c] = begin_of(c);
  constexpr std::size_t kTileRows = 64;  // stay in the first-level cache for all columns
  for (std::size_t at = 0; at < rows.size(); at += kTileRows) {
    const auto tile = rows.subspan(at, std::min(kTileRows, rows.size() - at));
    for (std::size_t c = 0; c < kRequestColumns; ++c) {
      narrow(tile, c, widths_[c], bytes_.data() + begins[c] + (begin + at) * widths_[c]);
    }
  }
}

std::size_t PackedRequests::begin_of(std::size_t column) const {
  std::size_t bytes_per_row = 0;
  for (std::size_t c = 0; c < column; ++c) bytes_per_row += widths_[c];
  return bytes_per_row * rows_;
}

std::span<const std::byte> PackedRequests::column(std::size_t column) const {
  return std::span(bytes_).subspan(begin_of(column), widths_[column] * rows_);
}

}  // namespace servesweep::io
