#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/metrics/request_record.h"
#include "io/hdf5/request_row.h"

namespace servesweep::io {

/// The request table of one run as stored columns, each as wide as its values need: about a fifth
/// of the records. The thread that simulated the run makes it, so that whoever collects runs has
/// only bytes to copy.
class PackedRequests {
 public:
  PackedRequests() = default;
  explicit PackedRequests(std::span<const engine::RequestRecord> records);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// Bytes per value of a column: 1, 2, 4 or 8.
  [[nodiscard]] std::size_t width(std::size_t column) const { return widths_[column]; }
  /// Its values in the machine's byte order; not aligned.
  [[nodiscard]] std::span<const std::byte> column(std::size_t column) const;

 private:
  /// All values of each column, or-ed; v and ~v need the same width.
  using Magnitudes = std::array<std::uint64_t, kRequestColumns>;
  void lay_out(const Magnitudes& magnitudes);
  /// Where a column begins in `bytes_`; not stored, as millions of runs have no rows.
  [[nodiscard]] std::size_t begin_of(std::size_t column) const;
  void store(std::span<const RequestRow> rows, std::size_t begin);

  std::size_t rows_ = 0;
  std::array<std::uint8_t, kRequestColumns> widths_{};
  std::vector<std::byte> bytes_;
};

}  // namespace servesweep::io
