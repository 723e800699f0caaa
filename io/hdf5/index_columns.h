#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "io/hdf5/h5_file.h"
#include "io/hdf5/study_index.h"

namespace servesweep::io {

/// The values in a study.h5, read as they are wanted: those of millions of runs do not fit into
/// memory together.
class IndexColumns {
 public:
  /// `index`: what the file holds besides. Problem if the file lacks a metric.
  IndexColumns(const std::filesystem::path& file, const StudyIndex& index);

  /// Values of a metric, of plan rows begin … begin + count − 1. Quick if neighbouring rows are
  /// asked for one after the other. Problem if they are damaged or not there.
  [[nodiscard]] std::vector<double> read(std::size_t metric, std::size_t begin,
                                         std::size_t count) const;

 private:
  h5::File file_;
  std::vector<h5::Dataset> columns_;
};

}  // namespace servesweep::io
