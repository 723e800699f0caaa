#pragma once

#include <filesystem>

#include "engine/metrics/summary.h"
#include "engine/scenario.h"
#include "tests/golden_check/differences.h"

namespace servesweep::golden {

/// Compares the figures of summary.json that a run's Summary has: cluster metrics, latency
/// distributions in total and per class, and the counters of every instance.
void compare_summary(const std::filesystem::path& path, const engine::Scenario& scenario,
                     const engine::Summary& summary, Differences& differences);

}  // namespace servesweep::golden
