#pragma once

#include <cstdint>
#include <set>

#include "io/folder/result_folder.h"
#include "io/hdf5/run_key.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// Which runs the shards of a folder hold; reads their run tables, not their requests, so that it
/// is quick on a large folder that is being written.
struct StoredRuns {
  [[nodiscard]] static StoredRuns in(const io::ResultFolder& folder);

  /// How many different simulations of a plan are in `keys`.
  [[nodiscard]] static std::int64_t count(const Plan& plan, const std::set<io::RunKey>& keys);

  std::set<io::RunKey> done, failed;
  std::int64_t shards = 0, bytes = 0;
};

}  // namespace servesweep::sweep
