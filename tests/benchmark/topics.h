#pragma once

#include <vector>

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// Everything that can be measured, in the order of the help.
[[nodiscard]] std::vector<Topic> all_topics();

}  // namespace servesweep::benchmark
