#pragma once

#include <string>

namespace servesweep::sweep {

/// The MPI library that the process uses, as it names itself: "Open MPI v4.1.4". MPI need not have
/// been initialised.
[[nodiscard]] std::string mpi_version();

}  // namespace servesweep::sweep
