#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "io/folder/result_folder.h"
#include "io/hdf5/run_key.h"
#include "sweep/run/failure_tally.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// Which runs the shards of a folder hold; reads their run tables, not their requests, so that it
/// is quick on a large folder that is being written.
struct StoredRuns {
  [[nodiscard]] static StoredRuns in(const io::ResultFolder& folder);

  /// Different simulations of a plan that are done.
  [[nodiscard]] std::int64_t done_of(const Plan& plan) const;
  /// Those that failed and were not done later.
  [[nodiscard]] FailureTally failures_of(const Plan& plan) const;

  std::set<io::RunKey> done;
  std::map<io::RunKey, std::string> failed;  ///< and why; none that is done
  std::int64_t shards = 0, bytes = 0;
};

}  // namespace servesweep::sweep
