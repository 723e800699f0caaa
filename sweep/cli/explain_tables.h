#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/cli/explain_view.h"

namespace servesweep::sweep {

/// Cells of an explanation side by side, each under its heading.
struct ExplainedColumns {
  std::vector<const ExplainedCell*> cells{};
  std::vector<std::string> heads{};
};

/// The mean and percentiles of one latency over all requests.
[[nodiscard]] ExplainedColumns columns_by_statistic(const Explanation& explanation,
                                                    LatencyKind kind);

/// The statistic that is explained, of each class; empty if there are fewer than two.
[[nodiscard]] ExplainedColumns columns_by_class(const Explanation& explanation);

/// From the baseline's value to the strategy's, ms: one row per part that is not 0 in all columns.
[[nodiscard]] io::Table parts_table(const ExplainView& view, const ExplainedColumns& columns);

/// What each mechanism does to each metric: alone, left out, its share, all of them. `repeat`: the
/// metric in every row.
[[nodiscard]] io::Table mechanisms_table(const Explanation& explanation, bool repeat);

/// All pairs in the explained metric, and what else is certain. No rows if nothing interacts.
[[nodiscard]] io::Table interactions_table(const Explanation& explanation);

/// "head-start x step-budget": the mechanisms of a set.
[[nodiscard]] std::string mechanisms_text(const Explanation& explanation, MechanismSet taken);

/// What must vanish, and whether it does; and a remark on each control.
[[nodiscard]] io::Table controls_table(const Explanation& explanation);
[[nodiscard]] std::vector<std::string> control_remarks(const Explanation& explanation);

}  // namespace servesweep::sweep
