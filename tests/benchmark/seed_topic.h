#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// How long one simulation of the reference's seed size takes, under both profiles and when
/// conversations move between GPU and CPU memory.
[[nodiscard]] Topic seed_topic();

}  // namespace servesweep::benchmark
