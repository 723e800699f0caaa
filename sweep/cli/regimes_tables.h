#pragma once

#include "io/table/table.h"
#include "sweep/cli/regimes_view.h"

namespace servesweep::sweep {

/// What load each workload is: rate, fraction of saturation, how long it arrives, where measuring
/// begins.
[[nodiscard]] io::Table loads_table(const RegimesView& view);

/// How each strategy fares on each workload: label of the load, whether it is stationary, the
/// baseline's figures and the changes of the others. `repeat`: the workload in every row; else it
/// has a row of its own, which keeps the table narrow.
[[nodiscard]] io::Table regimes_table(const RegimesView& view, bool repeat);

}  // namespace servesweep::sweep
