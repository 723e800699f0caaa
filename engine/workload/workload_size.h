#pragma once

#include "engine/workload/workload_spec.h"

namespace servesweep::engine {

/// Refuses what would be generated for ever, or would not fit into memory: throws Problem at the
/// field that makes a workload, valid otherwise, too large or a client's rate impossible.
void check_size(const WorkloadSpec& spec);

}  // namespace servesweep::engine
