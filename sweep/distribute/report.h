#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sweep/distribute/task.h"

namespace servesweep::sweep {

/// How a distribution ended.
enum class Ending {
  completed,  ///< every task was run; under FailurePolicy::go_on some may have failed
  drained,    ///< stopped on request with tasks left, or before the source was closed
  failed      ///< stopped by an error; see DistributeReport::error
};

/// The outcome of one distribution: the same on all ranks, so that all take the same way out.
/// done + not_run + failures.size() is the number of tasks, those of all extensions included.
struct DistributeReport {
  Ending ending = Ending::completed;
  std::size_t done = 0;               ///< tasks whose results were committed
  std::size_t not_run = 0;            ///< tasks left over, or run but not committed
  std::vector<TaskFailure> failures;  ///< by task
  /// Some rank was asked to drain. True also if all tasks were done before it mattered: a caller
  /// who has more distributions to come must look at this, not at its own drain flag, which other
  /// ranks do not see.
  bool drain_requested = false;
  std::string error;  ///< why the distribution failed, with the rank; empty unless Ending::failed
};

}  // namespace servesweep::sweep
