#pragma once

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/pooled_view.h"

namespace servesweep::sweep {

/// One row per point, latency and class, exact: for CSV. What is infinite, as some request there
/// was not served, is an empty cell; the column `status` says so.
[[nodiscard]] io::Table pooled_rows(const RankingView& ranking, const PooledView& pooled);

/// The same as a JSON object: what was asked, and the rows.
[[nodiscard]] io::Value pooled_value(const RankingView& ranking, const PooledView& pooled);

/// "ok", "not served": the percentile falls among requests that were not, or "too few requests".
[[nodiscard]] const char* status_of(const PooledPercentile& pooled);

}  // namespace servesweep::sweep
