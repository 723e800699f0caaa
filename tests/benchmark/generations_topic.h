#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// What it costs to hand out tasks that come a few at a time, as those of a search do.
[[nodiscard]] Topic generations_topic();

}  // namespace servesweep::benchmark
