#pragma once

#include <filesystem>
#include <vector>

#include "engine/cluster/observers.h"
#include "engine/metrics/summary.h"
#include "tests/golden_check/differences.h"

namespace servesweep::golden {

/// Compares every figure of summary.json that is about the run: cluster metrics, latency
/// distributions in total and per class, and the counters of every instance. A field that nobody
/// knows is a difference.
void compare_summary(const std::filesystem::path& path, const engine::Summary& summary,
                     Differences& differences);

/// Compares the totals of routing decisions in summary.json, if it has them.
void compare_decision_trace(const std::filesystem::path& path,
                            const std::vector<engine::DecisionRow>& decisions,
                            const engine::Summary& summary, Differences& differences);

}  // namespace servesweep::golden
