#pragma once

#include <functional>
#include <memory>

#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// Looks up a variable like std::getenv: nullptr if there is none.
using Environment = std::function<const char*(const char*)>;

/// True if mpirun, mpiexec or srun started this program as part of a parallel job.
/// Knows what Open MPI, PMIx, PMI (MPICH, Intel MPI) and Slurm steps of several tasks put into the
/// environment. A Slurm step counts even without PMIx: MPI then refuses to start, with its reason,
/// where otherwise each task would do the whole job.
[[nodiscard]] bool started_by_launcher(const Environment& environment);

/// The transport of this program: MPI if a launcher started it, else the in-process twin with one
/// rank, which saves the half second that MPI takes to start alone. Call once, first thing in main.
/// @throws std::runtime_error as MpiTransport does
[[nodiscard]] std::unique_ptr<Transport> open_job_transport(int& argc, char**& argv);

}  // namespace servesweep::sweep
