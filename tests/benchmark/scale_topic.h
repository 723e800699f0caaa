#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// How time and memory grow with the number of requests and of instances.
[[nodiscard]] Topic scale_topic();

}  // namespace servesweep::benchmark
