#pragma once

#include <map>
#include <string>

#include "engine/metrics/summary.h"

namespace servesweep::sweep {

/// One number for a run, as the simulator BLIS scores strategies: Σ weight · component over the
/// named components, in the order of their names; larger is better, weights are not normalised.
///
///   throughput                        x / (x + 100), x = completed requests/s
///   tokens_per_sec                    x / (x + 10,000), x = decode tokens/s
///   mean_ttft, p50_ttft, p99_ttft,    1 / (1 + x / 1000), x in µs
///   mean_e2e, p50_e2e, p99_e2e
///
/// Throws engine::Problem (where = "fitness.NAME") for an unknown component or a weight that is not
/// finite. For comparison with published scores: a study ranks by metrics and intervals instead.
[[nodiscard]] double fitness(const engine::Summary& summary,
                             const std::map<std::string, double>& weights);

}  // namespace servesweep::sweep
