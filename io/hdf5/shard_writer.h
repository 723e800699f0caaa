#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "io/folder/result_folder.h"
#include "io/hdf5/packing_crew.h"
#include "io/hdf5/request_columns.h"
#include "io/hdf5/run_result.h"

namespace servesweep::io {

/// Whose results a shard holds.
struct ShardIdentity {
  ShardName name;
  std::string study;
  std::string servesweep_version;

  friend bool operator==(const ShardIdentity&, const ShardIdentity&) = default;
};

/// What a committed shard amounts to.
struct CommittedShard {
  std::string file_name;
  std::size_t size_bytes = 0;
  std::int64_t runs = 0;
  std::int64_t requests = 0;
  std::vector<std::int64_t> plan_indices{};  ///< of its runs; not stored
  std::string content_hash{};                ///< content_hash() of its bytes as they were written
  double seconds = 0;                        ///< that commit() took; not stored
};

/// Collects finished runs in memory (about 65 bytes per request row) and writes them as one
/// immutable shard. Nothing is on disk before commit(), everything after it. One thread at a time.
class ShardWriter {
 public:
  /// `folder`: the shards folder. Problem if a metric's name is unusable or repeated.
  ShardWriter(std::filesystem::path folder, ShardIdentity identity,
              std::vector<MetricColumn> metrics);

  /// Tells the parameters of a point; telling them again is harmless. Problem if they differ.
  void add_point(const PointRow& point);
  /// Problem if the point was not told, the key was added before, or a metric is missing; the run
  /// is then not added.
  void add(RunResult&& run);

  [[nodiscard]] std::size_t runs() const { return runs_.size(); }
  [[nodiscard]] std::size_t requests() const { return requests_.rows(); }
  /// Bytes of memory that the collected runs take: when to commit. On disk they take about a
  /// sixth.
  [[nodiscard]] std::size_t bytes() const { return requests_.bytes() + run_bytes_; }

  /// Compresses with the crew's help, writes the shard and forces it to disk. Problem if the disk
  /// is full or the shard exists; the runs are kept, so that a later commit may succeed. After
  /// success the writer is spent.
  CommittedShard commit(PackingCrew& crew);
  CommittedShard commit();

 private:
  [[nodiscard]] h5::FileBytes build(PackingCrew& crew) const;
  void check_metrics() const;
  void collect_metrics(std::vector<double>&& metrics);
  void sort_in_pending();

  std::filesystem::path folder_;
  ShardIdentity identity_;
  std::vector<MetricColumn> metrics_;
  std::vector<RunResult> runs_;               // without their records and metrics
  std::vector<std::vector<double>> values_;   // by metric and run, without …
  std::vector<std::vector<double>> pending_;  // … those of the last few runs, by run and metric
  std::vector<std::int64_t> request_counts_;  // per run
  std::map<RunKey, std::size_t> keys_;
  std::map<std::int64_t, PointRow> points_;
  RequestColumns requests_;
  std::size_t run_bytes_ = 0;
};

}  // namespace servesweep::io
