#pragma once

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/regimes_view.h"

namespace servesweep::sweep {

/// One row per workload, strategy and metric, with every digit.
[[nodiscard]] io::Table regimes_rows(const RegimesView& view);

/// The same as one object, with what was asked and the outcome of every strategy on every workload.
[[nodiscard]] io::Value regimes_value(const RegimesView& view);

}  // namespace servesweep::sweep
