#pragma once

#include "io/table/table.h"

namespace servesweep::sweep {

/// For programs, every policy at every extension point: a row per parameter, and one without a
/// parameter for a policy that has none. A bound that is not there is an empty cell.
[[nodiscard]] io::Table policy_rows();

}  // namespace servesweep::sweep
