#pragma once

#include <vector>

#include "sweep/cli/status_explanation.h"

namespace servesweep::sweep {

/// Shares below this are not worth a sentence.
inline constexpr double kWorthASentence = 0.03;

/// Why threads compute nothing, reason by reason, with the ranks that are concerned.
[[nodiscard]] std::vector<StatusFinding> idle_findings(const LiveStanding& live);

/// "rank 3 on n1", "ranks 3 and 5 on n1, n2", "12 ranks, first 3, 5 and 6".
[[nodiscard]] std::string rank_words(const LiveStanding& live,
                                     const std::vector<std::size_t>& ranks);

}  // namespace servesweep::sweep
