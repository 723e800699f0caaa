#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/sensitivity_text.h"

namespace servesweep::sweep {

/// For programs, one row per figure: quantity total, first, mu_star, mu, sigma, or response_at_best
/// and response_on_average with the level.
[[nodiscard]] std::vector<io::TableColumn> sensitivity_columns();
[[nodiscard]] std::vector<std::vector<io::TableCell>> sensitivity_cells(
    const SensitivityView& view);

/// All of a report.
[[nodiscard]] io::Value sensitivity_value(const SensitivityView& view);

}  // namespace servesweep::sweep
