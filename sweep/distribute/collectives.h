#pragma once

#include <string>
#include <vector>

#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// Operations that all ranks call together, in the same order, and never while a distribution runs.

/// What rank 0 passes, on every rank; the others' argument is ignored. So that only rank 0 reads
/// files.
[[nodiscard]] std::string broadcast(Transport& transport, std::string text);

/// On rank 0 the texts of all ranks, by rank; elsewhere nothing. No rank returns before all have
/// called.
[[nodiscard]] std::vector<std::string> gather(Transport& transport, std::string text);

/// No rank returns before all have called.
void barrier(Transport& transport);

}  // namespace servesweep::sweep
