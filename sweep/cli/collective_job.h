#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "sweep/cli/exit_code.h"
#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// What all ranks of this job, or this process alone, do together. `drain` is set when the user or
/// the scheduler asks the job to stop early.
using JobWork = std::function<void(Transport& transport, const std::atomic<bool>& drain)>;

/// How a job ended on this rank.
struct JobEnd {
  int rank = 0;
  std::optional<ExitCode> rank_zero_failed{};  ///< and says so itself: the others leave quietly
};

/// Runs it and returns on every rank in the ordinary way, so that none waits for another. A Problem
/// of rank 0, the user's invalid input, is thrown when the transport has been closed. Only what no
/// rank can tell the others (a broken network, a bug) is thrown past the transport, which ends the
/// job. Call once.
[[nodiscard]] JobEnd run_job(const JobWork& work);

}  // namespace servesweep::sweep
