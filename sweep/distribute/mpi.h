#pragma once

/// The only file that includes mpi.h; mpi_transport.cpp and mpi_version.cpp include this one.

// Open MPI's deprecated C++ classes are neither needed nor clean of warnings.
#define OMPI_SKIP_MPICXX 1
#include <mpi.h>
