#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "engine/metrics/request_record.h"
#include "io/hdf5/h5_file.h"
#include "io/hdf5/integer_column.h"
#include "io/hdf5/packed_requests.h"
#include "io/hdf5/packing_crew.h"
#include "io/hdf5/request_row.h"

namespace servesweep::io {

/// Request tables of many runs, one after the other, as narrow columns in memory.
class RequestColumns {
 public:
  void append(const PackedRequests& requests);
  [[nodiscard]] std::size_t rows() const { return columns_[0].rows(); }
  [[nodiscard]] std::size_t bytes() const;
  /// Compresses with the crew's help and writes.
  void write(h5::Group& group, PackingCrew& crew) const;

 private:
  std::array<IntegerColumn, kRequestColumns> columns_;
};

}  // namespace servesweep::io
