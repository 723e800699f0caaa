#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "io/folder/content_hash.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/h5_file.h"
#include "io/hdf5/study_index.h"

namespace servesweep::io {

/// What the committed shards of a folder say of planned runs: outcomes at once, figures by columns
/// when they are asked for, as those of millions of runs do not fit into memory together. Holds 4
/// bytes per run of a shard.
class ShardFigures {
 public:
  /// Fills status and failure of every plan row, and `shards`; `index.plan` says what to look for.
  /// Runs that are not in the plan are left out; of a run that occurs more than once the first
  /// in shard order that is done counts, or else the first that failed. `first_rows`: for every
  /// plan row the one whose outcome it shares, itself or an earlier one; empty: each its own.
  /// Problem if a shard cannot be read.
  ShardFigures(StudyIndex& index, const ResultFolder& folder,
               std::vector<std::uint32_t> first_rows = {});

  /// Fills columns[m] with the values of metrics[m] by plan row: NaN where the run is missing or
  /// failed or its shard lacks the metric. Problem as above.
  void read(std::span<const MetricColumn> metrics, std::span<std::vector<double>> columns) const;
  /// The same for all metrics of an index.
  [[nodiscard]] std::vector<std::vector<double>> read(
      const std::vector<MetricColumn>& metrics) const;

 private:
  struct Shard {
    std::filesystem::path file;
    std::vector<std::uint32_t> row_of_run;  ///< kNoRow: not taken
  };
  void share(StudyIndex& index) const;
  [[nodiscard]] h5::File& open(const Shard& shard) const;

  std::size_t rows_ = 0;
  std::vector<std::uint32_t> first_rows_;
  std::vector<Shard> shards_;
  mutable std::map<std::filesystem::path, h5::File> open_;
};

}  // namespace servesweep::io
