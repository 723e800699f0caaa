#pragma once

#include <cstddef>

#include "io/hdf5/disk_file.h"
#include "io/hdf5/request_places.h"

namespace servesweep::io {

/// Writes the request table of a merged file, column by column, each in windows of rows: at once it
/// holds the values of a window and one column, compressed. Every shard is read twice per column
/// (how wide are its values, what are they) and once more for each further window. Columns are as
/// narrow as all their values together allow, so the bytes do not depend on how runs were spread
/// over shards.
class MergedRequests {
 public:
  static constexpr std::size_t kUsualWindowBytes = std::size_t{256} << 20;

  /// Refers to `places`. Problem if a shard cannot be read.
  explicit MergedRequests(const RequestPlaces& places,
                          std::size_t window_bytes = kUsualWindowBytes);

  /// Whether the parts of latencies are there: not if some rows are of format 1.0.
  [[nodiscard]] bool has_breakdown() const { return has_breakdown_; }
  /// Writes /requests. Problem if a shard cannot be read, StorageProblem if the disk is full.
  void write(h5::DiskFile& file) const;

 private:
  [[nodiscard]] std::size_t width_of(std::size_t column) const;
  void write_column(h5::Group& group, std::size_t column) const;
  template <h5::Number T>
  void write_as(h5::Group& group, std::size_t column) const;

  const RequestPlaces& places_;
  std::size_t window_bytes_;
  bool has_breakdown_ = true;
};

}  // namespace servesweep::io
