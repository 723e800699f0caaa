#pragma once

#include <string>

#include "sweep/cli/regimes_view.h"

namespace servesweep::sweep {

/// On which workloads a strategy wins and on which it does not: "large-steps wins in TTFT p99 on
/// steady@0.5, steady@0.85; cannot be told from the baseline on steady@1.1."
[[nodiscard]] std::string regimes_sentence(const RegimesView& view, const std::string& strategy);

}  // namespace servesweep::sweep
