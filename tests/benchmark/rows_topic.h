#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// How fast a thread writes request tables into shards, and what a row takes on disk.
[[nodiscard]] Topic rows_topic();

}  // namespace servesweep::benchmark
