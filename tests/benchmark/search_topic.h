#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// How much of the Pareto front a method of search finds with a small budget, and what it takes to
/// think of a point.
[[nodiscard]] Topic search_topic();

}  // namespace servesweep::benchmark
