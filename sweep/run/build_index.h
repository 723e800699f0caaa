#pragma once

#include <filesystem>
#include <string>

#include "io/folder/result_folder.h"
#include "io/hdf5/shard_figures.h"
#include "io/hdf5/study_index.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// An index without values, and where to take them from.
struct BuiltIndex {
  io::StudyIndex index;
  io::ShardFigures figures;

  /// Loads one column if it is not there yet.
  void load(std::size_t metric);
};

/// The index of a study as its shards are now. @throws engine::Problem if a shard cannot be read
[[nodiscard]] BuiltIndex build_index(const Study& study, const Plan& plan,
                                     const io::ResultFolder& folder, const std::string& command,
                                     int ranks);

/// Appends the points and runs of a plan that an index does not have yet.
void append_plan(io::StudyIndex& index, const Study& study, const Plan& plan);

/// Writes it as the study.h5 of a folder, a few columns at a time, which `threads` compress.
void write_index(const std::filesystem::path& file, const BuiltIndex& built, int threads);

}  // namespace servesweep::sweep
