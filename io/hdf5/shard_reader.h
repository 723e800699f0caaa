#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/hdf5/h5_file.h"
#include "io/hdf5/request_row.h"
#include "io/hdf5/run_result.h"
#include "io/hdf5/run_table.h"
#include "io/hdf5/shard_writer.h"
#include "io/hdf5/table.h"

namespace servesweep::io {

/// Reads one shard. Runs and points are read and checked at open(), metrics and request rows when
/// they are asked for: there may be thousands of shards. Damaged, truncated, foreign and newer
/// files give a Problem that names file and column.
class ShardReader {
 public:
  [[nodiscard]] static ShardReader open(const std::filesystem::path& path);
  /// One of a result folder. DamagedFile also if it is of another study.
  [[nodiscard]] static ShardReader open(const ResultFolder& folder, const ShardName& name);

  [[nodiscard]] const ShardIdentity& identity() const { return identity_; }
  [[nodiscard]] const std::vector<MetricColumn>& metrics() const;
  [[nodiscard]] const std::vector<PointRow>& points() const { return points_; }

  [[nodiscard]] std::size_t runs() const { return runs_.runs.size(); }
  [[nodiscard]] std::size_t requests() const { return request_rows_; }
  /// A run with its metrics, without its request records. Precondition: run < runs().
  [[nodiscard]] RunResult run(std::size_t run) const;
  [[nodiscard]] const RunKey& run_key(std::size_t run) const { return runs_.runs[run].key; }
  [[nodiscard]] std::int64_t plan_index(std::size_t run) const {
    return runs_.runs[run].plan_index;
  }
  /// Why a run failed; empty if it did not.
  [[nodiscard]] const std::string& failure(std::size_t run) const {
    return runs_.runs[run].failure;
  }
  [[nodiscard]] std::int64_t request_count(std::size_t run) const {
    return runs_.request_count[run];
  }

  /// The request table of one run; empty if it was not kept. The latency breakdown is all zero in
  /// shards of format 1.0, which did not record it. Precondition: run < runs().
  [[nodiscard]] std::vector<engine::RequestRecord> read_requests(std::size_t run) const;
  /// Rows begin … begin + count − 1 of all runs' request tables.
  [[nodiscard]] std::vector<engine::RequestRecord> read_requests(std::size_t begin,
                                                                 std::size_t count) const;

 private:
  ShardReader(h5::File file, ShardIdentity identity);
  [[nodiscard]] const std::vector<h5::Dataset>& request_columns() const;
  [[nodiscard]] const MetricTable& metric_table() const;

  h5::File file_;
  ShardIdentity identity_;
  RunTable runs_;
  mutable std::optional<MetricTable> metrics_;  // read when first needed
  std::vector<PointRow> points_;
  /// Of /requests, opened when first needed; files of format 1.0 lack the breakdown.
  mutable std::vector<h5::Dataset> columns_;
  std::size_t request_rows_ = 0;
};

}  // namespace servesweep::io
