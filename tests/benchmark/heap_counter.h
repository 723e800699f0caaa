#pragma once

#include <cstdint>

namespace servesweep::benchmark {

/// How often this thread has taken memory by operator new, as the program itself counts it
/// (sweep/run/memory_limit.h).
[[nodiscard]] std::int64_t heap_allocations();

}  // namespace servesweep::benchmark
