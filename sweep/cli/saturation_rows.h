#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/saturation_view.h"

namespace servesweep::sweep {

/// For programs: what was found, and every trial in the order in which it was made.
[[nodiscard]] io::Value saturation_value(const SaturationView& view);

/// The trials as rows.
[[nodiscard]] std::vector<io::TableColumn> trial_columns();
[[nodiscard]] std::vector<io::TableCell> trial_cells(const SaturationView& view,
                                                     const RateTrial& trial);

}  // namespace servesweep::sweep
