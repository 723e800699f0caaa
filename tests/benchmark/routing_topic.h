#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// What one decision of the weighted router costs, against prefix length, instances and extents.
[[nodiscard]] Topic routing_topic();

}  // namespace servesweep::benchmark
