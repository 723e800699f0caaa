#pragma once

#include <vector>

#include "io/table/table.h"
#include "sweep/study/strategy.h"

namespace servesweep::sweep {

/// For programs, one row per strategy: what its file says of it, the policy at each extension point
/// as strategy_page() tells it, and the size of its grid. An extension point that the file leaves
/// out has the default's name.
[[nodiscard]] io::Table strategy_rows(const std::vector<StrategyTemplate>& strategies);

}  // namespace servesweep::sweep
