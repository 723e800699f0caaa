#pragma once

#include <string>

#include "sweep/submit/slurm_job.h"
#include "sweep/submit/submittable_study.h"

namespace servesweep::sweep {

/// What a job would do and cost, in words: the runs that its folder does not hold yet, their
/// core-hours by a pilot on this machine (the baseline simulated once per workload), the time that
/// its CPUs take for them, beside what is asked of Slurm.
[[nodiscard]] std::string submit_cost(const SubmittableStudy& submitted, const SlurmJob& job);

}  // namespace servesweep::sweep
