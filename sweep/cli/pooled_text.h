#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/pooled_view.h"

namespace servesweep::sweep {

/// The pooled percentiles of one ranking for people: a table, and what to know about it.
[[nodiscard]] std::string pooled_text(const RankingView& ranking, const PooledView& pooled,
                                      std::int64_t workload, io::TableFormat format);

}  // namespace servesweep::sweep
