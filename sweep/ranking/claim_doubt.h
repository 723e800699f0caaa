#pragma once

#include <string>

#include "sweep/ranking/judged_claim.h"

namespace servesweep::sweep {

/// Whether an expectation is about a ratio, not only about a direction or a value.
[[nodiscard]] bool needs_ratio(const Expectation& expected);

/// Why nothing can be decided about a claim whose difference is known, if it is not the width of
/// the interval; else empty.
[[nodiscard]] std::string doubt_about(const JudgedClaim& judged);

}  // namespace servesweep::sweep
