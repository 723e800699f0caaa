#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// What a step of pure decoding costs, against the number of requests that decode in it.
[[nodiscard]] Topic steps_topic();

}  // namespace servesweep::benchmark
