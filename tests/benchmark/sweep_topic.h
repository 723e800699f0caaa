#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// What threads and ranks bring when a study is run, and how many runs the coordinator can hand
/// out.
[[nodiscard]] Topic sweep_topic();

}  // namespace servesweep::benchmark
