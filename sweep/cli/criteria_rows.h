#pragma once

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/criteria_view.h"

namespace servesweep::sweep {

/// One row per strategy, workload and criterion, and one for all criteria together, exact: for CSV.
/// A column `seed_N` for every seed that is judged: whether the seed by itself fulfils it.
[[nodiscard]] io::Table criteria_rows(const CriteriaView& view);

/// The same as one JSON object: what was asked, and the rows, each with a map of seeds.
[[nodiscard]] io::Value criteria_value(const CriteriaView& view);

}  // namespace servesweep::sweep
