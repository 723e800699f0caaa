#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "io/folder/result_folder.h"
#include "io/hdf5/merged_requests.h"
#include "io/hdf5/shard_figures.h"
#include "io/hdf5/study_index.h"
#include "io/hdf5/study_names.h"

namespace servesweep::io {

/// What a merged file holds.
struct MergedCounts {
  std::size_t runs = 0, requests = 0;
  bool breakdown = true;  ///< false: some shard is of format 1.0, so none has parts of latencies
};

/// Writes all runs and requests of a folder into one file, see docs/results-format.md: the groups
/// of a shard, runs and requests in plan order. The bytes depend on the study and on which of its
/// runs are there, on nothing else: wall_s, ranks and command are left out. Memory: the index, 24
/// bytes per run, a few columns of metrics, and what MergedRequests holds.
///
/// `index`: of these shards, without values; `figures`: of the same. Problem if a shard cannot be
/// read, StorageProblem if the disk is full; `file` is as before then.
MergedCounts write_merged(const std::filesystem::path& file, const StudyIndex& index,
                          const StudyNames& names, const ShardFigures& figures,
                          const ResultFolder& folder,
                          std::size_t window_bytes = MergedRequests::kUsualWindowBytes);

/// Whether it is there, readable and of that format.
[[nodiscard]] bool is_merged_file(const std::filesystem::path& file);

}  // namespace servesweep::io
