#pragma once

#include "tests/house/source_tree.h"

namespace servesweep::house {

/// mpi.h anywhere but in one file of sweep/distribute/, HDF5's headers anywhere but in one file of
/// io/hdf5/, pagmo's anywhere but in one of sweep/search/: whoever needs them goes through the
/// gate.
[[nodiscard]] std::vector<Violation> gate_violations(const SourceTree& tree);

/// Headers that would let the engine touch files, threads, clocks or unportable random numbers: it
/// is a pure function of (scenario, workload, seed).
[[nodiscard]] std::vector<Violation> purity_violations(const SourceTree& tree);

}  // namespace servesweep::house
