#pragma once

#include <string>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::sweep {

/// A task is a position in an ordered list; what it means is up to the caller, and every rank knows
/// it before the task arrives (see Extension for lists that grow).
using TaskId = engine::Id<struct TaskTag>;

/// What the coordinator knows of a task before it runs.
struct Task {
  /// Expected computing time on one thread; 0 = unknown. Guides order and chunk size, never
  /// results.
  double expected_seconds = 0.0;
};

/// All tasks of one distribution; the task with id i stands at position i.
using Tasks = std::vector<Task>;

/// What a finished task returned: any bytes.
struct TaskResult {
  TaskId task;
  std::string bytes;
};

/// A task that ended in an exception.
struct TaskFailure {
  TaskId task;
  int rank = 0;      ///< where it ran
  std::string text;  ///< what the exception said
};

/// What to do when a task throws.
enum class FailurePolicy {
  stop,  ///< start no further task on any rank, commit what is done, end as Ending::failed
  go_on  ///< note the failure and go on
};

}  // namespace servesweep::sweep
