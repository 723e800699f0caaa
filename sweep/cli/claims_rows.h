#pragma once

#include <vector>

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/claims_view.h"

namespace servesweep::sweep {

/// One row per claim, exact: for CSV.
[[nodiscard]] io::Table claims_rows(const ClaimsView& view);

/// The same rows as a JSON list.
[[nodiscard]] io::Value claim_values(const std::vector<JudgedClaim>& claims);

/// The same as one JSON object: the study, the confidence, whether all claims held, and the rows.
[[nodiscard]] io::Value claims_value(const ClaimsView& view);

}  // namespace servesweep::sweep
