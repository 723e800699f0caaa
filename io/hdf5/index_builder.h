#pragma once

#include <filesystem>
#include <string>

#include "io/folder/result_folder.h"
#include "io/hdf5/study_index.h"

namespace servesweep::io {

/// Fills status, failure and values of every plan row, and `shards`, from the committed shards of
/// the folder; `plan` and `metrics` say what to look for and stay in their order. Runs that are not
/// in the plan are left out; of a run that occurs twice the first in shard order counts; a metric
/// that a shard lacks is NaN. Problem if a shard cannot be read.
void fill_from_shards(StudyIndex& index, const ResultFolder& folder);

/// XXH3-64 of a file's bytes as 16 hex digits. Problem if it cannot be read.
[[nodiscard]] std::string content_hash(const std::filesystem::path& file);

}  // namespace servesweep::io
