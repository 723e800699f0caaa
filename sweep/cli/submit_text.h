#pragma once

#include <string>

#include "sweep/submit/slurm_job.h"

namespace servesweep::sweep {

/// What was submitted: the job, and the one that closes an array.
struct Submitted {
  std::string job, last{};
};

/// "3 nodes x 2 tasks x 4 CPUs, at most 2 h".
[[nodiscard]] std::string submitted_size(const SlurmJob& job);

/// What to type next, a line each: to watch the job, stop it, and go on. `command`: as typed.
[[nodiscard]] std::string next_steps(const SlurmJob& job, const Submitted& ids,
                                     const std::string& command);

/// Where to look for what the job says, if that is not in the result folder; else nothing.
[[nodiscard]] std::string log_remark(const SlurmJob& job);

}  // namespace servesweep::sweep
