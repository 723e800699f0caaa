#pragma once

#include "engine/metrics/summary.h"

namespace servesweep::engine {

/// Hits / (hits + misses) of block look-ups, reloads from the CPU tier included; 0 without any.
[[nodiscard]] double block_hit_rate(const InstanceSummary& instance);

/// Blocks reloaded within 1 ms of being offloaded / offloaded blocks; 0 without any.
[[nodiscard]] double thrashing_rate(const InstanceSummary& instance);

/// Fills in what follows from `summary.instances` alone: sums, rates, means over instances.
void add_up_instances(Summary& summary);

}  // namespace servesweep::engine
