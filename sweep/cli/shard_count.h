#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "io/folder/result_folder.h"
#include "io/hdf5/run_key.h"
#include "sweep/run/failure_groups.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// What the shards of a folder hold of a plan, in different simulations. Reads their run tables,
/// not their requests.
struct ShardCount {
  [[nodiscard]] static ShardCount of(const io::ResultFolder& folder, const Plan& plan);

  std::size_t done = 0;
  FailureGroups failures;  ///< of runs that were not done later; the first in the plan's order
};

}  // namespace servesweep::sweep
