#pragma once

#include <list>
#include <map>
#include <vector>

#include "engine/metrics/request_record.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/run_key.h"
#include "io/hdf5/shard_reader.h"

namespace servesweep::sweep {

/// Finds the request table of any run among the shards of a folder. Keeps the shards used last
/// open, so that any order of runs is read with bounded memory and file handles.
class StoredRequests {
 public:
  /// Looks at every shard once. Refers to `folder`.
  explicit StoredRequests(const io::ResultFolder& folder);

  /// Rows of all request tables together.
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  /// The table of a run; empty if the run is not there or its requests were not kept.
  [[nodiscard]] std::vector<engine::RequestRecord> read(const io::RunKey& key);

 private:
  struct Place {
    io::ShardName shard;
    std::size_t run = 0;
  };
  io::ShardReader& open(const io::ShardName& name);

  const io::ResultFolder& folder_;
  std::map<io::RunKey, Place> places_;
  std::int64_t rows_ = 0;
  std::list<std::pair<io::ShardName, io::ShardReader>> open_;  ///< most recently used first
};

}  // namespace servesweep::sweep
