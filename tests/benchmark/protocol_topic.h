#pragma once

#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// How a job of very many ranks would go: the protocol in virtual time.
[[nodiscard]] Topic protocol_topic();

}  // namespace servesweep::benchmark
