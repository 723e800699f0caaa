#pragma once

#include <string>

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/ranking_view.h"

namespace servesweep::sweep {

/// One row per workload, point and metric, exact: for CSV.
[[nodiscard]] io::Table ranking_rows(const RankingView& view);

/// The same as one JSON object: what was asked, how complete the study is, and the rows.
[[nodiscard]] io::Value ranking_value(const RankingView& view);

}  // namespace servesweep::sweep
