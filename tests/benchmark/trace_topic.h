#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// How fast a production trace of long prompts with shared prefixes is simulated.
[[nodiscard]] Topic trace_topic();

}  // namespace servesweep::benchmark
