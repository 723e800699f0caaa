#pragma once

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/robustness_view.h"

namespace servesweep::sweep {

/// One row per case and contest, exact: for CSV.
[[nodiscard]] io::Table robustness_rows(const RobustnessView& view);

/// The same as one JSON object: name, study, confidence, simulations, seeds and the rows.
[[nodiscard]] io::Value robustness_value(const RobustnessView& view);

}  // namespace servesweep::sweep
