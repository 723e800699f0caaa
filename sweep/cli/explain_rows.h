#pragma once

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/explain_view.h"

namespace servesweep::sweep {

/// The decomposition for programs: one row per latency, class, statistic and part.
[[nodiscard]] io::Table explain_rows(const ExplainView& view);

/// Everything: {study, workload, strategy, …, words, explained, parts: [those rows], mechanisms,
/// effects, interactions, costs, controls}.
[[nodiscard]] io::Value explain_value(const ExplainView& view);

}  // namespace servesweep::sweep
