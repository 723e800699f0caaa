#pragma once

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/front_view.h"

namespace servesweep::sweep {

/// One row per workload and point that took part, on the front or not, exact: for CSV.
[[nodiscard]] io::Table front_rows(const FrontView& view);

/// The same as one JSON object: what was asked, the hypervolume of each workload, the points, and
/// who was left out.
[[nodiscard]] io::Value front_value(const FrontView& view);

}  // namespace servesweep::sweep
