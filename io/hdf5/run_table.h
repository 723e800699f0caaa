#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "io/hdf5/h5_file.h"
#include "io/hdf5/run_result.h"

namespace servesweep::io {

/// Rows of /runs. Metrics and request records live in other groups.
void write_runs(h5::Group& root, std::span<const RunResult> runs,
                std::span<const std::int64_t> request_counts);

struct RunTable {
  std::vector<RunResult> runs;  ///< without metrics and records
  std::vector<std::int64_t> request_begin;
  std::vector<std::int64_t> request_count;
};
/// Problem if columns differ in length, a key is no key, a status and its failure text disagree, or
/// the request rows of the runs do not follow one another without gaps.
[[nodiscard]] RunTable read_runs(const h5::Group& root);

}  // namespace servesweep::io
