#pragma once

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/findings_view.h"

namespace servesweep::sweep {

/// One row per finding, exact: for CSV. Figures are those of its headline claim.
[[nodiscard]] io::Table findings_rows(const FindingsView& view);

/// The same as one JSON object: the confidence, whether every claim is held, how many simulations
/// that took, and the rows, each with all its claims (as in claims_rows()) under "claims".
[[nodiscard]] io::Value findings_value(const FindingsView& view);

}  // namespace servesweep::sweep
