#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// How busy a search keeps many workers at different paces, and what each pace costs it.
[[nodiscard]] Topic workers_topic();

}  // namespace servesweep::benchmark
