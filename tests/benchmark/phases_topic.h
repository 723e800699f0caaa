#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// One simulation of the seed size and nothing else, to be looked at under callgrind: see
/// phases.sh.
[[nodiscard]] Topic phases_topic();

}  // namespace servesweep::benchmark
